'use strict';

const fs = require('node:fs');
const { parse, between } = require('./days');
const { named, away } = require('./words');

/** A line for each event from `today` on, soonest first. */
function page(events, today) {
  const from = parse(today);
  return events
    .map((event) => ({ ...event, on: parse(event.day) }))
    .filter((event) => event.on >= from)
    .sort((a, b) => a.on - b.on)
    .map((event) => `${named(event.on)}: ${event.name} (${away(between(from, event.on))})`)
    .join('\n');
}

if (require.main === module) console.log(page(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')), process.argv[3]));

module.exports = { page };
