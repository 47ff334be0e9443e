# Builds the servers that are compared, without others' if whose=ours, and what compares them. Read by the scripts beside it.
servers=$(printf ',%s' benchmarks/ours/*/pom.xml)
[ "${whose:-}" = ours ] || servers+=$(printf ',%s' benchmarks/peers/*/pom.xml)
mvn -B -ntp -q -Pbenchmarks -Dmaven.test.skip package -pl "benchmarks/compare${servers//\/pom.xml/}" -am
comparison() {
  echo "benchmarks/compare/target/classes:$(cat benchmarks/compare/target/class-path)"
}
