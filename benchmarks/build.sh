# Builds all servers that are compared, and what compares them. Read by the scripts beside it.
servers=$(printf ',%s' benchmarks/ours/*/pom.xml benchmarks/peers/*/pom.xml)
mvn -B -ntp -q -Pbenchmarks -Dmaven.test.skip package -pl "benchmarks/compare${servers//\/pom.xml/}" -am
comparison() {
  echo "benchmarks/compare/target/classes:$(cat benchmarks/compare/target/class-path)"
}
