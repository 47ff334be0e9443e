#!/usr/bin/env bash
# Packages:  npm @turf/turf 7.4.0
# Behaviour: 50 km around a point by the antimeridian is, as a buffer, an area that lacks the point itself, holds
#            Greenwich at 16234 km, and is 466 times that of the same buffer ten degrees to the west. As a circle it is
#            right, but lacks a point at 16 km that is written with a longitude of -179.95, the same place as the
#            180.05 that it holds. A line of 213 km over the antimeridian meets the meridian of Greenwich, which by
#            the same library is 16233 km away from it. That a polygon is read as plane is known, and RFC 7946 wants it
#            cut there; here it is the library that makes it.
# Guess:     "A buffer holds what it was made around; what is near by distance() is inside."
# Seen:      "buffer: 3637792 km², holds 179.9 false, 179.6 false, -179.95 false, 180.05 false, 0 true".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @turf/turf@7.4.0

cat >probe.mjs <<'J'
import * as turf from '@turf/turf';
const at = (longitude, latitude = -17) => [longitude, latitude];
const places = [179.9, 179.6, -179.95, 180.05, 0];
for (const centre of [170, 179.9]) {
  console.log(`50 km around ${centre}: distances ${places.map(place => turf.distance(at(centre), at(place)).toFixed())}`);
  const shapes = { circle: turf.circle(at(centre), 50), buffer: turf.buffer(turf.point(at(centre)), 50) };
  for (const [name, shape] of Object.entries(shapes)) {
    const holds = [centre, ...places.filter(place => place !== centre)]
      .map(place => `${place} ${turf.booleanPointInPolygon(at(place), shape)}`);
    console.log(`  ${name}: ${(turf.area(shape) / 1e6).toFixed()} km², holds ${holds.join(', ')}`);
  }
}
const line = turf.lineString([at(179), at(-179)]);
const greenwich = turf.lineString([at(0, -20), at(0, -10)]);
console.log(`line: ${turf.length(line).toFixed()} km, ${turf.pointToLineDistance(at(0), line).toFixed()} km to Greenwich, `
  + `meets its meridian ${turf.booleanIntersects(line, greenwich)}`);
console.log(`180 and -180: ${turf.distance(at(180), at(-180))} km apart, `
  + `equal ${turf.booleanEqual(turf.point(at(180)), turf.point(at(-180)))}`);
J
node probe.mjs | tee seen
diff seen - <<'E'
50 km around 170: distances 1053,1021,1069,1069,16079
  circle: 7841 km², holds 170 true, 179.9 false, 179.6 false, -179.95 false, 180.05 false, 0 false
  buffer: 7804 km², holds 170 true, 179.9 false, 179.6 false, -179.95 false, 180.05 false, 0 false
50 km around 179.9: distances 0,32,16,16,16234
  circle: 7841 km², holds 179.9 true, 179.6 true, -179.95 false, 180.05 true, 0 false
  buffer: 3637792 km², holds 179.9 false, 179.6 false, -179.95 false, 180.05 false, 0 true
line: 213 km, 16233 km to Greenwich, meets its meridian true
180 and -180: 0 km apart, equal false
E
