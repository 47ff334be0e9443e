#!/usr/bin/env bash
# Packages:  tech.units:indriya 2.2.4 (the reference implementation of JSR 385)
# Behaviour: the format that units are read with if nothing else is said takes a/b/c for a/(b/c): "m/s/s" is a metre,
#            "J/kg/K" is a joule kelvin by kilogram, and a quantity of them is read without an exception. The other
#            format of the same library reads these right, and "m/s*s", which the first takes for m/s², as a metre.
#            And 20 °C and 5 °C is 298.15 °C, 25 °C less 20 °C is -268.15 °C, but half the sum of 20 °C and 22 °C
#            is 21 °C.
# Guess:     "Division goes from left to right, as in UCUM and everywhere; two formats differ in letters only."
# Seen:      "m/s/s: SimpleUnitFormat m, EBNFUnitFormat m/s²"; Quantities.getQuantity("9.81 m/s/s") is 9.81 m.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>tech.units</groupId><artifactId>indriya</artifactId>
<version>2.2.4</version></dependency></dependencies></project>' >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import static tech.units.indriya.unit.Units.CELSIUS;

import javax.measure.Quantity;
import javax.measure.quantity.Temperature;
import tech.units.indriya.format.*;
import tech.units.indriya.quantity.Quantities;

public class Probe {
    public static void main(String[] args) {
        for (String unit : new String[] {"m/s²", "m/s/s", "J/(kg·K)", "J/kg/K", "m/s*s", "m*s^-1"})
            System.out.println(unit + ": SimpleUnitFormat " + SimpleUnitFormat.getInstance().parse(unit)
                + ", EBNFUnitFormat " + EBNFUnitFormat.getInstance().parse(unit));
        System.out.println("getQuantity(\"9.81 m/s/s\") is " + Quantities.getQuantity("9.81 m/s/s"));
        System.out.println("20 °C + 5 °C is " + celsius(20).add(celsius(5)));
        System.out.println("25 °C - 20 °C is " + celsius(25).subtract(celsius(20)));
        System.out.println("(20 °C + 22 °C) / 2 is " + celsius(20).add(celsius(22)).divide(2));
    }

    static Quantity<Temperature> celsius(int degrees) {
        return Quantities.getQuantity(degrees, CELSIUS);
    }
}
J
LC_ALL=C.UTF-8 timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
m/s²: SimpleUnitFormat m/s², EBNFUnitFormat m/s²
m/s/s: SimpleUnitFormat m, EBNFUnitFormat m/s²
J/(kg·K): SimpleUnitFormat J/(kg·K), EBNFUnitFormat J/(kg·K)
J/kg/K: SimpleUnitFormat J·K/kg, EBNFUnitFormat J/(kg·K)
m/s*s: SimpleUnitFormat m/s², EBNFUnitFormat m
m*s^-1: SimpleUnitFormat m/s, EBNFUnitFormat m/s
getQuantity("9.81 m/s/s") is 9.81 m
20 °C + 5 °C is 298.15 ℃
25 °C - 20 °C is -268.15 ℃
(20 °C + 22 °C) / 2 is 21 ℃
E
