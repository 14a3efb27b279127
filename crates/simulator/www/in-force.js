// Which faults are in force: the host's, which are this window's own, and the servers',
// which any window can set. Decides; touches nothing.

import { BACKEND, CHANNEL, channelScript, defaults, FAULTS } from "./options.js";

/** The script that somebody sent, when it is none of the control's own. */
export const SCRIPT = "script";

/**
 * A word and a sentence for each thing that is not as in a Teams that works.
 * @param {Partial<import("./options.js").Options>} options
 * @param {{ backend: string, channel: string }} servers
 * @returns {{ name: string, text: string }[]}
 */
export function inForce(options, { backend, channel }) {
  const usual = defaults();
  const host = Object.entries(FAULTS).filter(([name]) => name in options && options[name] !== usual[name]);
  const told = host.map(([name, { label, values }]) => ({ name, text: `${label}: ${values[options[name]]}` }));
  const servers = [
    { name: "backend", value: backend, choice: BACKEND },
    { name: "channel", value: channel, choice: CHANNEL },
  ].filter(({ value }) => value !== "ok");
  const played = servers.map(({ name, value, choice }) => ({ name, text: `${choice.label} ${playedAs(value, choice)}` }));
  return [...told, ...played];
}

function playedAs(value, { values }) {
  if (value === SCRIPT) return "plays a script";
  return values[value] ?? `answers ${value}`;
}

/** Which of the control's choices a script is: the server's own words for it come back whole. */
export function channelMode(script) {
  if (script.length === 0) return "ok";
  const modes = Object.keys(CHANNEL.values).filter((mode) => mode !== "ok");
  return modes.find((mode) => plays(script, channelScript(mode)[0])) ?? SCRIPT;
}

// So many answers that nobody sees the end; some may have been played.
function plays([one, ...more], { times, ...answer }) {
  const same = ([name, value]) => JSON.stringify(one[name]) === JSON.stringify(value);
  return more.length === 0 && one.times > times / 2 && Object.entries(answer).every(same);
}
