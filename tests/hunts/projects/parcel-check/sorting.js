'use strict';

const { plain, isNumber, countryOf } = require('./numbers');

/** {right: {DE: [...], ...}, look: [...]}: numbers by country, and what isn't one, as it was read. */
function sorted(text) {
  const read = text.split(/[\n,]/).map((one) => one.trim()).filter(Boolean);
  const right = {};
  const look = [];
  for (const one of read) {
    if (isNumber(one)) (right[countryOf(one)] ??= []).push(plain(one));
    else look.push(one);
  }
  return { right, look };
}

module.exports = { sorted };
