'use strict';

const NUMBER = /^[A-Z]{2}\d{9}[A-Z]{2}$/g;

function plain(text) {
  return text.replace(/\s+/g, '').toUpperCase();
}

function isNumber(text) {
  return NUMBER.test(plain(text));
}

function countryOf(text) {
  return plain(text).slice(-2);
}

module.exports = { plain, isNumber, countryOf };
