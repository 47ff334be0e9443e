#!/usr/bin/env bash
# Packages:  npm dayjs 1.11.23, iso8601-duration 2.1.4, luxon 3.7.2, moment 2.31.0, tinyduration 3.4.1, @js-temporal/polyfill 0.5.1
# Behaviour: durations with a comma, which ISO 8601 has beside the full stop, and with a sign, which ISO 8601-2 and XML Schema
#            have. Day.js takes what has a comma for nothing, and leaves a sign in front away, as
#            iso8601-duration does, so that a day ago is a day from now; that one also keeps the hours of
#            "PT6H-3M" and drops the minutes. Luxon refuses a comma, but in seconds.
# Guess:     "Whoever does not know a form of a duration says so."
# Seen:      PT1,5S is 0 seconds in Day.js, and -P1D is 86400 in Day.js and iso8601-duration.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund dayjs@1.11.23 iso8601-duration@2.1.4 luxon@3.7.2 moment@2.31.0 \
  tinyduration@3.4.1 @js-temporal/polyfill@0.5.1
cat >probe.mjs <<'J'
import { Temporal } from '@js-temporal/polyfill';
import dayjs from 'dayjs';
import durations from 'dayjs/plugin/duration.js';
import * as iso from 'iso8601-duration';
import { Duration } from 'luxon';
import moment from 'moment';
import * as tiny from 'tinyduration';

dayjs.extend(durations);
const parts = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 };
const readers = {
  'Day.js': text => dayjs.duration(text).asSeconds(),
  'iso8601-duration': text => iso.toSeconds(iso.parse(text)),
  Luxon: text => { const read = Duration.fromISO(text); return read.isValid ? read.as('seconds') : 'refused'; },
  Moment: text => moment.duration(text).asSeconds(),
  tinyduration: text => {
    const read = tiny.parse(text);
    const sum = Object.entries(parts).reduce((all, [name, size]) => all + (read[name] ?? 0) * size, 0);
    return read.negative ? -sum : sum;
  },
  Temporal: text => Temporal.Duration.from(text).total('seconds'),
};
for (const text of ['PT1.5S', 'PT1,5S', 'PT0,5H', 'P1DT0,25H', '-P1D', '-PT30M', 'PT6H-3M']) {
  const seen = Object.entries(readers).map(([name, read]) => {
    try { return `${name} ${read(text)}`; } catch { return `${name} refused`; }
  });
  console.log(`${text}: ${seen.join(', ')}`);
}
J
node probe.mjs | tee seen
diff seen - <<'E'
PT1.5S: Day.js 1.5, iso8601-duration 1.5, Luxon 1.5, Moment 1.5, tinyduration 1.5, Temporal 1.5
PT1,5S: Day.js 0, iso8601-duration 1.5, Luxon 1.5, Moment 1.5, tinyduration 1.5, Temporal 1.5
PT0,5H: Day.js 0, iso8601-duration 1800, Luxon refused, Moment 1800, tinyduration 1800, Temporal 1800
P1DT0,25H: Day.js 86400, iso8601-duration 87300, Luxon refused, Moment 87300, tinyduration 87300, Temporal 87300
-P1D: Day.js 86400, iso8601-duration 86400, Luxon -86400, Moment -86400, tinyduration -86400, Temporal -86400
-PT30M: Day.js 1800, iso8601-duration 1800, Luxon -1800, Moment -1800, tinyduration -1800, Temporal -1800
PT6H-3M: Day.js 21420, iso8601-duration 21600, Luxon 21420, Moment 21420, tinyduration 21420, Temporal refused
E
