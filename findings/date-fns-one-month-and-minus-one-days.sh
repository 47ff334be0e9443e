#!/usr/bin/env bash
# Packages:  npm date-fns 4.4.0, luxon 3.7.2, dayjs 1.11.23, temporal-polyfill 1.0.8
# Behaviour: to 28 February, date-fns counts each month as full that began after the 28th, in a leap year too: from
#            31 January 2024 it is "1 month -1 days", although one month later is the 29th. Who was born on
#            29 February 2000 is "17 years 12 months" on 28 February 2018, where 216 months are no 18 years; luxon and
#            dayjs say 18, Temporal 17. And Temporal counts another number of days from the later date than from the
#            earlier one.
# Guess:     "The parts of a duration are below one month and below one year, and not below zero; four libraries may
#            differ by a day at the end of a month, but not in how old somebody is."
# Seen:      "2024-01-31 to 2024-02-28: date-fns 1 months, 0 years, "1 month -1 days"".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund date-fns@4.4.0 luxon@3.7.2 dayjs@1.11.23 temporal-polyfill@1.0.8

cat >probe.mjs <<'J'
import { addMonths, differenceInMonths, differenceInYears } from 'date-fns';
import { format, formatDuration, intervalToDuration, parseISO } from 'date-fns';
import dayjs from 'dayjs';
import { DateTime } from 'luxon';
import { Temporal } from 'temporal-polyfill';
for (const [from, to] of [['2024-01-28', '2024-02-28'], ['2024-01-29', '2024-02-28'], ['2024-01-31', '2024-02-28'],
  ['2023-12-29', '2024-02-28'], ['2024-02-29', '2025-02-28'], ['2000-02-29', '2018-02-28']]) {
  const [start, end] = [parseISO(from), parseISO(to)];
  const units = ['years', 'months', 'days'];
  const { years, months, days } = DateTime.fromISO(to).diff(DateTime.fromISO(from), units).toObject();
  const [first, second] = [from, to].map(date => Temporal.PlainDate.from(date));
  console.log(`${from} to ${to}: date-fns ${differenceInMonths(end, start)} months, `
    + `${differenceInYears(end, start)} years, `
    + `"${formatDuration(intervalToDuration({ start, end }))}" (a month later is ${format(addMonths(start, 1), 'd MMMM')})`);
  console.log(`  luxon ${years} years ${months} months ${days} days, dayjs ${dayjs(to).diff(from, 'month')} months `
    + `${dayjs(to).diff(from, 'year')} years, Temporal until ${first.until(second, { largestUnit: 'years' })} `
    + `since ${second.since(first, { largestUnit: 'years' })}`);
}
J
TZ=UTC node probe.mjs | tee seen
diff seen - <<'E'
2024-01-28 to 2024-02-28: date-fns 1 months, 0 years, "1 month" (a month later is 28 February)
  luxon 0 years 1 months 0 days, dayjs 1 months 0 years, Temporal until P1M since P1M
2024-01-29 to 2024-02-28: date-fns 1 months, 0 years, "1 month -1 days" (a month later is 29 February)
  luxon 0 years 0 months 30 days, dayjs 0 months 0 years, Temporal until P30D since P30D
2024-01-31 to 2024-02-28: date-fns 1 months, 0 years, "1 month -1 days" (a month later is 29 February)
  luxon 0 years 0 months 28 days, dayjs 0 months 0 years, Temporal until P28D since P28D
2023-12-29 to 2024-02-28: date-fns 2 months, 0 years, "2 months -1 days" (a month later is 29 January)
  luxon 0 years 1 months 30 days, dayjs 1 months 0 years, Temporal until P1M30D since P1M30D
2024-02-29 to 2025-02-28: date-fns 12 months, 0 years, "12 months" (a month later is 29 March)
  luxon 1 years 0 months 0 days, dayjs 12 months 1 years, Temporal until P11M30D since P11M28D
2000-02-29 to 2018-02-28: date-fns 216 months, 17 years, "17 years 12 months" (a month later is 29 March)
  luxon 18 years 0 months 0 days, dayjs 216 months 18 years, Temporal until P17Y11M30D since P17Y11M28D
E
