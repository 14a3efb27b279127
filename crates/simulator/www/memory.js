// What survives the simulator: connectors and the newest tasks, in this browser
// profile only. What was chosen survives a reload in the address.

const PREFIX = "teams-simulator.";
const TASKS = 20;

function read(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise; // somebody edited it by hand: start anew
  }
}

function write(name, value) {
  localStorage.setItem(PREFIX + name, JSON.stringify(value));
}

/** Forgets everything. */
export function forgetAll() {
  for (const name of ["connectors", "tasks", "installed"]) localStorage.removeItem(PREFIX + name);
}

/** Stored connectors, the newest last. */
export const connectors = {
  all: () => read("connectors", []),
  newest: () => connectors.all().at(-1) ?? null,
  newestOf: (app) => connectors.all().findLast((one) => one.app === app.id && one.profile !== "tab") ?? null,
  newestTab: () => connectors.all().findLast(({ profile }) => profile === "tab") ?? null,
  store(connector) {
    const others = connectors.all().filter(({ key }) => key !== connector.key);
    write("connectors", [...others, connector]);
  },
  forget(connector) {
    write("connectors", connectors.all().filter(({ key }) => key !== connector?.key));
  },
};

/** The ids of the apps that this Teams' team has. */
export const installed = {
  all: () => new Set(read("installed", [])),
  add: ({ id }) => write("installed", [...installed.all().add(id)]),
};

/** The newest tasks, the newest last. */
export const tasks = {
  all: () => read("tasks", []),
  keep(task) {
    const others = tasks.all().filter(({ id }) => id !== task.id);
    write("tasks", [...others, task].slice(-TASKS));
  },
};
