// The GOV.UK Frontend components our pages use, started once. Bundled by tools/build-ui.sh.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

const all = [
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
];

// A component that runs already refuses to start again: that is no fault.
function ignore() {}

function start(scope) {
  for (const component of all) createAll(component, undefined, { scope, onError: ignore });
}

start(document.body);
// What htmx brings in later is started too.
document.addEventListener("htmx:load", (event) => start(event.detail.elt.parentElement ?? document.body));
