'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { parse, matches } = require('./query');

const plants = JSON.parse(fs.readFileSync(path.join(__dirname, 'plants.json'), 'utf8'));

function search(query, names = plants) {
  const terms = parse(query);
  return names.filter((name) => matches(name, terms)).sort((a, b) => a.localeCompare(b));
}

if (require.main === module) console.log(search(process.argv.slice(2).join(' ')).join('\n'));

module.exports = { search };
