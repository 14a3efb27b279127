// The shipped Teams SDK: what the page calls, and two names by which a host's
// abilities and a failure's reason are told (`isSupported`, `FailedReason`), planted
// where Microsoft's own file plants the whole of it. Bundled by `npm run sdk`; it
// decides nothing.
import {
  FailedReason,
  getContext,
  initialize,
  notifyAppLoaded,
  notifyFailure,
  notifySuccess,
  registerOnContextChangeHandler,
  registerOnThemeChangeHandler,
} from "@microsoft/teams-js/dist/esm/packages/teams-js/src/public/app/app.js";
import {
  isSupported,
  registerOnRemoveHandler,
  registerOnSaveHandler,
  setConfig,
  setValidityState,
} from "@microsoft/teams-js/dist/esm/packages/teams-js/src/public/pages/config.js";
import { getConfig } from "@microsoft/teams-js/dist/esm/packages/teams-js/src/public/pages/pages.js";

window.microsoftTeams = {
  app: {
    FailedReason,
    getContext,
    initialize,
    notifyAppLoaded,
    notifyFailure,
    notifySuccess,
    registerOnContextChangeHandler,
    registerOnThemeChangeHandler,
  },
  pages: {
    getConfig,
    config: {
      isSupported,
      registerOnRemoveHandler,
      registerOnSaveHandler,
      setConfig,
      setValidityState,
    },
  },
};
