// The shipped Teams SDK where people sign in: as in sdk.js, and what gets a token.
import "./sdk.js";
import {
  authenticate,
  getAuthToken,
  registerAuthenticationHandlers,
} from "@microsoft/teams-js/dist/esm/packages/teams-js/src/public/authentication.js";

window.microsoftTeams.authentication = { authenticate, getAuthToken, registerAuthenticationHandlers };
