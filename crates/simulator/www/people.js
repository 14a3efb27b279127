// Who can sit in front of the host page, with what Teams tells of them. The server
// signs tokens for the same people.

const TENANTS = {
  "22222222-2222-4222-8222-222222222222": "contoso.com",
  "44444444-4444-4444-8444-444444444444": "fabrikam.com",
  "66666666-6666-4666-8666-666666666666": "strange.example",
};

export const PEOPLE = {
  member: { tid: "22222222-2222-4222-8222-222222222222", oid: "33333333-3333-4333-8333-333333333333", name: "dev" },
  colleague: { tid: "22222222-2222-4222-8222-222222222222", oid: "33333333-3333-4333-8333-333333333334", name: "colleague" },
  guest: { tid: "22222222-2222-4222-8222-222222222222", oid: "33333333-3333-4333-8333-333333333335", name: "guest" },
  other: { tid: "44444444-4444-4444-8444-444444444444", oid: "55555555-5555-4555-8555-555555555555", name: "other" },
  stranger: { tid: "66666666-6666-4666-8666-666666666666", oid: "77777777-7777-4777-8777-777777777777", name: "stranger" },
  operator: { tid: "22222222-2222-4222-8222-222222222222", oid: "33333333-3333-4333-8333-333333333336", name: "operator" },
  impostor: { tid: "44444444-4444-4444-8444-444444444444", oid: "55555555-5555-4555-8555-555555555556", name: "impostor" },
};

/**
 * Who is signed in to the host.
 * @param {{ person: keyof typeof PEOPLE }} options
 */
export function personOf({ person }) {
  const { tid, oid, name } = PEOPLE[person];
  return { tid, oid, upn: `${name}@${TENANTS[tid]}` };
}
