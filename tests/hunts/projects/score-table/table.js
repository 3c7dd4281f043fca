'use strict';

const fs = require('node:fs');
const { parse } = require('./csv');
const { ranked } = require('./ranking');

function table(text, by) {
  return ranked(parse(text), by)
    .map((team) => `${String(team.place).padStart(2)}. ${team.name.padEnd(12)}${team.games.toString().padStart(3)}${team.points.toString().padStart(5)}`)
    .join('\n');
}

if (require.main === module) {
  const at = process.argv.indexOf('--by');
  console.log(table(fs.readFileSync(process.argv[2], 'utf8'), at > 0 ? process.argv[at + 1] : undefined));
}

module.exports = { table };
