# Builds all servers that are compared, and what compares them. Read by the scripts beside it.
mvn -B -ntp -q -Pbenchmarks -Dmaven.test.skip package -pl benchmarks/compare,$(cd benchmarks && ls -d ours/*/ peers/*/ | sed 's#/$##; s#^#benchmarks/#' | paste -sd, -) -am
comparison() {
  echo "benchmarks/compare/target/classes:$(cat benchmarks/compare/target/class-path)"
}
