#!/usr/bin/env bash
# Packages:  com.google.protobuf:protobuf-java-util 4.36.2, npm @bufbuild/protobuf 2.17.0
# Behaviour: the field mask "line_1" goes through JSON as "line1" and comes back as "line1", which is no field. So an
#            update that names the field as JSON names it fills line_1 from its body, and by its mask sets nothing,
#            without an exception. JsonFormat of Java also writes such a mask, which the conformance suite
#            recommends to refuse; protobuf-es does, and reads it just the same.
# Guess:     "The JSON name of line_1 is line1, in the message and in the mask; and what is written is read back."
# Seen:      "mask line_1 as JSON is "line1", and read [line1]"; "the update of {"line1":"x"} sets {}".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>com.google.protobuf</groupId><artifactId>protobuf-java-util</artifactId>
<version>4.36.2</version></dependency></dependencies></project>' >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
npm init -y >npm.log
npm install --silent --no-audit --no-fund @bufbuild/protobuf@2.17.0

cat >Probe.java <<'J'
import com.google.protobuf.*;
import com.google.protobuf.DescriptorProtos.*;
import com.google.protobuf.util.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        for (String path : new String[] {"street_name", "line_1"}) {
            String json = JsonFormat.printer().print(FieldMask.newBuilder().addPaths(path));
            System.out.println("Java: mask " + path + " as JSON is " + json + ", and read " + mask(json).getPathsList());
        }
        var file = FileDescriptorProto.newBuilder().setName("address.proto").setSyntax("proto3").addMessageType(
            DescriptorProto.newBuilder().setName("Address").addField(field("street_name", 1)).addField(field("line_1", 2)));
        var type = Descriptors.FileDescriptor.buildFrom(file.build(), new Descriptors.FileDescriptor[0])
            .findMessageTypeByName("Address");
        for (String name : new String[] {"streetName", "line1"}) {
            String json = "{\"" + name + "\":\"x\"}";
            var body = DynamicMessage.newBuilder(type);
            JsonFormat.parser().merge(json, body);
            var stored = DynamicMessage.newBuilder(type);
            FieldMaskUtil.merge(mask('"' + name + '"'), body.build(), stored);
            System.out.println("Java: the update of " + json + " by the mask of the same name sets "
                + JsonFormat.printer().omittingInsignificantWhitespace().print(stored));
        }
    }

    static FieldDescriptorProto field(String name, int number) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number)
            .setType(FieldDescriptorProto.Type.TYPE_STRING).build();
    }

    static FieldMask mask(String json) throws Exception {
        var mask = FieldMask.newBuilder();
        JsonFormat.parser().merge(json, mask);
        return mask.build();
    }
}
J
cat >probe.mjs <<'J'
import { create, fromJson, toJson } from '@bufbuild/protobuf';
import { FieldMaskSchema } from '@bufbuild/protobuf/wkt';
try {
  toJson(FieldMaskSchema, create(FieldMaskSchema, { paths: ['line_1'] }));
} catch (e) {
  console.log(`protobuf-es: ${e.message}`);
}
console.log(`protobuf-es: "line1" is read [${fromJson(FieldMaskSchema, 'line1').paths}]`);
J
{ timeout 60 java -cp 'lib/*' Probe.java 2>err || { cat err; exit 1; }; node probe.mjs; } | tee seen
diff seen - <<'E'
Java: mask street_name as JSON is "streetName", and read [street_name]
Java: mask line_1 as JSON is "line1", and read [line1]
Java: the update of {"streetName":"x"} by the mask of the same name sets {"streetName":"x"}
Java: the update of {"line1":"x"} by the mask of the same name sets {}
protobuf-es: cannot encode message google.protobuf.FieldMask to JSON: lowerCamelCase of path name "line_1" is irreversible
protobuf-es: "line1" is read [line1]
E
