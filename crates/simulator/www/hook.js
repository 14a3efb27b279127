// The webhook URL of a pretend channel: looks like a connector's, leads to the
// simulator's own fake.

/** A fresh address, no two alike. */
export function newHook(origin, uuid = () => crypto.randomUUID()) {
  const hex = uuid().replaceAll("-", "");
  return `${origin}/webhookb2/${uuid()}@${uuid()}/IncomingWebhook/${hex}/${uuid()}`;
}
