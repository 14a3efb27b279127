// The flat context of the wire, and the nested one that 2.x shows.

import { clientType, toldRuntime } from "./client.js";
import { personOf } from "./people.js";

const TEAM = "19:simulated-team@thread.tacv2";

/** What `getContext` answers; 2.x nests it by itself. */
export function flatContext(host) {
  const { options, frameContext, connector } = host;
  const { tid, oid, upn } = personOf(options);
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
    tid,
    upn,
    userPrincipalName: upn,
    loginHint: upn,
    userObjectId: oid,
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
