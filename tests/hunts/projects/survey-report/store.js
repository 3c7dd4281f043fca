'use strict';

const fs = require('node:fs/promises');
const path = require('node:path');

const later = (ms) => new Promise((done) => setTimeout(done, ms));

async function list(folder) {
  return (await fs.readdir(folder)).filter((name) => name.endsWith('.json')).sort();
}

async function read(folder, name) {
  await later(5);
  return JSON.parse(await fs.readFile(path.join(folder, name), 'utf8'));
}

async function write(file, text) {
  await fs.writeFile(file, text, 'utf8');
}

module.exports = { list, read, write };
