// The shipped Teams SDK for the last page of a sign-in in a window, which only tells what
// came of it.
import { initialize } from "@microsoft/teams-js/dist/esm/packages/teams-js/src/public/app/app.js";
import { notifyFailure, notifySuccess } from "@microsoft/teams-js/dist/esm/packages/teams-js/src/public/authentication.js";

window.microsoftTeams = /** @type {any} */ ({ app: { initialize }, authentication: { notifyFailure, notifySuccess } });
