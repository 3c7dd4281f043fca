'use strict';

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A list of {text, exact, without}. */
function parse(query) {
  const found = [];
  for (const [, minus, quoted, word] of query.matchAll(/(-?)(?:"([^"]+)"|(\S+))/g)) {
    found.push({ text: quoted ?? fold(word), exact: quoted !== undefined, without: minus === '-' });
  }
  return found;
}

function matches(name, terms) {
  return terms.every(({ text, exact, without }) => (exact ? name : fold(name)).includes(text) !== without);
}

module.exports = { parse, matches };
