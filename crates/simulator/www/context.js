// The flat context of the wire, and the nested one that 2.x shows.

import { clientType, toldRuntime } from "./client.js";

const TENANT = "22222222-2222-4222-8222-222222222222";
const TEAM = "19:simulated-team@thread.tacv2";

/** Who configures connectors here; personal data in real life. */
export const USER = "33333333-3333-4333-8333-333333333333";

/** What `getContext` answers; 2.x nests it by itself. */
export function flatContext(host) {
  const { options, frameContext, connector } = host;
  return {
    locale: options.locale,
    theme: options.theme,
    frameContext,
    entityId: connector?.entityId ?? "",
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
    hostClientType: clientType(host),
    hostName: "Teams",
    sessionId: "simulator-session",
    appSessionId: "simulator-app-session",
    ringId: "general",
  };
}

/** What `contextChange` carries: the SDK hands it on as it comes. */
export function contextChanged(host) {
  return toldRuntime(host) ? nested(flatContext(host)) : flatContext(host);
}

/** The context as 2.x shows it, from the flat one of the wire. */
export function nested(flat) {
  return {
    app: {
      locale: flat.locale,
      sessionId: flat.appSessionId,
      theme: flat.theme,
      host: { name: flat.hostName, clientType: flat.hostClientType, sessionId: flat.sessionId, ringId: flat.ringId },
    },
    page: { id: flat.entityId, subPageId: flat.subEntityId, frameContext: flat.frameContext, isFullScreen: flat.isFullScreen },
    user: {
      id: flat.userObjectId,
      loginHint: flat.loginHint,
      userPrincipalName: flat.userPrincipalName,
      tenant: { id: flat.tid },
    },
    channel: { id: flat.channelId, displayName: flat.channelName, membershipType: flat.channelType },
    team: { internalId: flat.teamId, displayName: flat.teamName, groupId: flat.groupId, userRole: flat.userTeamRole },
    dialogParameters: {},
  };
}
