'use strict';

const http = require('node:http');
const { quote, BadQuery } = require('./quote');

function answer(url) {
  const asked = new URL(url, 'http://localhost');
  if (asked.pathname !== '/quote') return [404, { error: 'nothing here' }];
  try {
    return [200, quote(Object.fromEntries(asked.searchParams))];
  } catch (error) {
    if (error instanceof BadQuery) return [400, { error: error.message }];
    throw error;
  }
}

if (require.main === module) {
  http
    .createServer((request, response) => {
      const [status, body] = answer(request.url);
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    })
    .listen(Number(process.argv[2] ?? 8080));
}

module.exports = { answer };
