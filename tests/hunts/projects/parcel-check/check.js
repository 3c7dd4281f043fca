'use strict';

const fs = require('node:fs');
const { sorted } = require('./sorting');

const { right, look } = sorted(fs.readFileSync(process.argv[2], 'utf8'));
for (const [country, numbers] of Object.entries(right).sort()) console.log(`${country}: ${numbers.join(' ')}`);
if (look.length) console.log(`please look at: ${look.join(' | ')}`);
