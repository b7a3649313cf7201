/* An OSCQuery client that we did not write (npm oscquery). Prints one JSON object a line for each server it meets.
     oscquery.js HTTP_PORT       asks that server on 127.0.0.1
     oscquery.js mdns SECONDS    browses, until a line comes on standard input or the time is over */
'use strict';
const { OSCQueryDiscovery } = require('oscquery');
const [what, seconds] = process.argv.slice(2);
const told = server => ({
  event: 'up', moment: Date.now() / 1000, address: server.address, port: server.port, host: server.hostInfo, methods: server.flat(),
});
const print = thing => console.log(JSON.stringify(thing));

const discovery = new OSCQueryDiscovery();
if (what === 'mdns') {
  discovery.on('up', server => print(told(server)));
  discovery.on('down', server => print({ event: 'down', address: server.address, port: server.port }));
  discovery.start();
  print({ event: 'browsing' });
  process.stdin.once('data', () => process.exit(0));
  setTimeout(() => process.exit(0), 1000 * seconds);
} else {
  discovery.queryNewService('127.0.0.1', Number(what)).then(server => { print(told(server)); process.exit(0); });
}
