// The flat context of the wire; the SDK of 2.x makes its nested one out of it.

const TENANT = "22222222-2222-4222-8222-222222222222";
const TEAM = "19:simulated-team@thread.tacv2";

/** Who configures connectors here; personal data in real life. */
export const USER = "33333333-3333-4333-8333-333333333333";

/** What `getContext` answers. */
export function flatContext({ options, frameContext, entityId = "" }) {
  return {
    locale: options.locale,
    theme: options.theme,
    frameContext,
    entityId,
    subEntityId: "",
    groupId: "11111111-1111-4111-8111-111111111111",
    teamId: TEAM,
    teamName: "Simulated team",
    channelId: TEAM,
    channelName: "General",
    channelType: "Regular",
    tid: TENANT,
    upn: "dev@contoso.com",
    userPrincipalName: "dev@contoso.com",
    loginHint: "dev@contoso.com",
    userObjectId: USER,
    userTeamRole: 0,
    teamType: 0,
    isTeamArchived: false,
    isFullScreen: false,
    hostClientType: "web",
    hostName: "Teams",
    sessionId: "simulator-session",
    appSessionId: "simulator-app-session",
    ringId: "general",
  };
}
