#!/usr/bin/env bash
# Packages:  org.apache.avro:avro 1.12.2, com.fasterxml.jackson.dataformat:jackson-dataformat-avro 2.22.1
# Behaviour: an amount written with the schema decimal(10,2) is read with decimal(10,4) as a hundredth of itself, and
#            a time in milliseconds is read as microseconds. Nothing tells: schema resolution, SchemaCompatibility
#            and the strictest SchemaValidator accept the change, and the fingerprint in the header of a single
#            object is the same for both schemas, since it covers no logical type. Section "Decimal" of the
#            specification says that two decimals match only if scale and precision do. And Jackson with its module
#            for java.time writes milliseconds whatever the schema says.
# Guess:     "A wider scale is a conversion, or the compatibility check or the fingerprint refuses it."
# Seen:      12.34 is read as 0.1234 and 1 January 2026 as 21 January 1970.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.apache.avro avro 1.12.2; dep com.fasterxml.jackson.dataformat jackson-dataformat-avro 2.22.1
  dep org.slf4j slf4j-nop 2.0.17
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.fasterxml.jackson.dataformat.avro.*;
import com.fasterxml.jackson.dataformat.avro.jsr310.AvroJavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.apache.avro.*;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.*;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.*;

public class Probe {
    static final GenericData DATA = new GenericData();

    public static void main(String[] args) throws Exception {
        DATA.addLogicalTypeConversion(new Conversions.DecimalConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        Schema two = record(LogicalTypes.decimal(10, 2).addToSchema(Schema.create(Schema.Type.BYTES)));
        Schema four = record(LogicalTypes.decimal(10, 4).addToSchema(Schema.create(Schema.Type.BYTES)));
        Schema millis = record(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)));
        Schema micros = record(LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)));
        var new2026 = Instant.parse("2026-01-01T00:00:00Z");
        show("scale 2, then 4", two, four, new BigDecimal("12.34"));
        show("millis, then micros", millis, micros, new2026);
        byte[] written = AvroMapper.builder().addModule(new AvroJavaTimeModule()).build()
            .writer(new AvroSchema(micros)).writeValueAsBytes(Map.of("v", new2026));
        System.out.println("Jackson, micros: " + new GenericDatumReader<GenericRecord>(micros, micros, DATA)
            .read(null, DecoderFactory.get().binaryDecoder(written, null)).get("v"));
    }

    static Schema record(Schema value) {
        return SchemaBuilder.record("R").fields().name("v").type(value).noDefault().endRecord();
    }

    static void show(String title, Schema writer, Schema reader, Object value) throws Exception {
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(reader, List.of(writer));
        var datum = new GenericRecordBuilder(writer).set("v", value).build();
        var single = new BinaryMessageEncoder<GenericRecord>(DATA, writer).encode(datum);
        System.out.println(title + ": "
            + SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType() + ", valid, "
            + value + " is read as " + new BinaryMessageDecoder<GenericRecord>(DATA, reader).decode(single).get("v"));
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
scale 2, then 4: COMPATIBLE, valid, 12.34 is read as 0.1234
millis, then micros: COMPATIBLE, valid, 2026-01-01T00:00:00Z is read as 1970-01-21T10:53:45.600Z
Jackson, micros: 1970-01-21T10:53:45.600Z
E
