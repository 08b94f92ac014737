// Writes each event down, one line each: once, in order for each subject. node consumer.js given.json lines.jsonl
//
// The file is effect and memory in one: a line that is on the disk is an event that was handled. Whoever has
// a database keeps both there instead, in one transaction.
"use strict";
const amqp = require("amqplib");
const fs = require("node:fs");

const [givenFile, linesFile] = process.argv.slice(2);
const given = JSON.parse(fs.readFileSync(givenFile, "utf8"));
const broker = {
  protocol: given.amqp.tls ? "amqps" : "amqp", // the operator's own authority: NODE_EXTRA_CA_CERTS=ca.pem
  hostname: given.amqp.host,
  port: given.amqp.port,
  vhost: given.amqp.vhost,
  username: given.user,
  password: given.password,
  heartbeat: 20,
};
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const last = new Map(); // log and subject -> number of the newest event
let cursor = ""; // how far the replay was read; not kept here: after a start all of it is read again

// What was handled before: a line that a crash cut short is none.
const whole = fs.existsSync(linesFile) ? fs.readFileSync(linesFile) : Buffer.alloc(0);
const end = whole.lastIndexOf("\n") + 1;
const file = fs.openSync(linesFile, "a");
fs.ftruncateSync(file, end);
for (const line of whole.subarray(0, end).toString().split("\n").filter(Boolean)) remember(JSON.parse(line));

function remember(event) {
  last.set(`${event.logid} ${event.subject}`, event.sequence);
}

function handle(event) {
  fs.writeSync(file, JSON.stringify(event) + "\n"); // here your own work goes
  fs.fsyncSync(file);
  remember(event);
}

// complete: whatever comes before it has come.
function take(event, complete) {
  const before = last.get(`${event.logid} ${event.subject}`) ?? 0;
  if (event.sequence <= before) return true; // again
  if (event.sequence > before + 1 && !complete) return false; // lost, or not granted: the replay knows
  handle(event);
  return true;
}

async function catchUp() {
  for (let more = true; more; ) {
    const answer = await fetch(`${given.http}?limit=500&after=${encodeURIComponent(cursor)}`, {
      headers: { authorization: `Bearer ${given.token}` },
    });
    if (!answer.ok) throw new Error(`the replay answered ${answer.status}: ${await answer.text()}`);
    const page = await answer.json();
    for (const event of page.events) take(event, true);
    ({ next: cursor, more } = page);
  }
}

async function consume() {
  await catchUp();
  const connection = await amqp.connect(broker);
  const closed = new Promise((_, lost) => {
    connection.on("error", lost);
    connection.on("close", () => lost(new Error("closed")));
  });
  try {
    const channel = await connection.createChannel();
    channel.on("error", () => connection.close().catch(() => {}));
    await channel.prefetch(200);
    let turn = Promise.resolve(); // one after another: the replay is waited for
    const failed = new Promise((_, lost) => {
      const next = (message) => {
        if (!message) return lost(new Error("the queue is gone"));
        turn = turn.then(() => one(channel, message)).catch(lost);
      };
      channel.consume(given.queue, next).then(() => console.log("connected"), lost);
    });
    await Promise.race([closed, failed]);
  } finally {
    await connection.close().catch(() => {});
  }
}

async function one(channel, message) {
  let event;
  try {
    event = JSON.parse(message.content);
  } catch {
    console.error("no event:", message.content.toString()); // kept in the log, or it would come for ever
    return channel.ack(message);
  }
  // Two versions of an event have one number: here pass over those whose `type` you do not read.
  if (!take(event, false)) {
    await catchUp();
    take(event, true);
  }
  channel.ack(message);
}

process.on("SIGTERM", () => process.exit(0)); // nothing is half done: a line is written or it is not
(async () => {
  for (let seconds = 1; ; seconds = Math.min(seconds * 2, 30)) {
    const begun = Date.now();
    await consume().catch((error) => console.error(error.message));
    if (Date.now() - begun > 30000) seconds = 0.5;
    await pause(seconds);
  }
})();
