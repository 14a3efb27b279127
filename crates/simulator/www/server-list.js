// The server's own connectors. Those that another browser made are nobody's here, but every
// task reaches their channel too.

/** @typedef {{ row: string, id: string, name: string, notificationType: string }} Listed */

const LIST = "/api/v1/admin/connectors";

/**
 * What the server lists; nothing where it does not answer an operator on this machine, as
 * where people sign in.
 * @returns {Promise<Listed[]>}
 */
export async function listed() {
  const answer = await fetch(LIST).catch(() => null);
  if (!answer?.ok) return [];
  const page = await answer.json().catch(() => ({}));
  return page.connectors ?? [];
}

/** Whether the server has one less now. */
export async function removeListed({ row }) {
  const answer = await fetch(`${LIST}/${encodeURIComponent(row)}`, { method: "DELETE" }).catch(() => null);
  return answer !== null && (answer.ok || answer.status === 404);
}

/**
 * Those that this browser does not have: it knows whole ids, the server tells their beginnings.
 * @param {Listed[]} all
 * @param {{ settings: { entityId?: string | null } }[]} own
 */
export function ofOthers(all, own) {
  return all.filter(({ id }) => !own.some(({ settings }) => settings.entityId?.startsWith(id)));
}
