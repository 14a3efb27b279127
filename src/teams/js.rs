//! JavaScript ⇄ Rust, for both SDK generations: errors, promises, callbacks,
//! settings objects.

use super::host::{HostError, HostEvent, InstanceSettings, OnEvent, Ticket};
use js_sys::{Function, JSON, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wire::Secret;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn warn(line: &str);

    // The start-up lines, `boot.js`.
    #[wasm_bindgen(catch, js_namespace = teamsBoot)]
    fn take(listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = teamsBoot, js_name = connection)]
    fn boot_context() -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = teamsBoot, js_name = ready)]
    fn boot_ready() -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = teamsBoot)]
    fn valid(valid: bool) -> Result<(), JsValue>;
    // The sign-in lines, `sign-in.js`: only where people sign in.
    #[wasm_bindgen(catch, js_namespace = teamsBoot, js_name = signIn)]
    fn boot_sign_in() -> Result<(), JsValue>;

    // The page's words, `words.js`.
    #[wasm_bindgen(catch, js_namespace = teamsWords)]
    pub(super) fn say(number: usize, day: u32) -> Result<String, JsValue>;

    /// The save event and the remove event: the same shape in both generations.
    pub(super) type HostRequest;

    #[wasm_bindgen(method, getter)]
    fn result(this: &HostRequest) -> JsValue;
    #[wasm_bindgen(method, catch, js_name = notifySuccess)]
    fn notify_success(this: &HostRequest) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = notifyFailure)]
    fn notify_failure(this: &HostRequest, reason: &str) -> Result<(), JsValue>;
}

/// The callback the start-up lines were given. Whoever holds this keeps it alive.
pub(super) type Listener = RefCell<Option<Closure<dyn FnMut(String, JsValue)>>>;

/// Whether `microsoftTeams` has something under this path.
pub(super) fn global_has(path: &[&str]) -> bool {
    let sdk = get(&js_sys::global(), "microsoftTeams");
    path.iter()
        .fold(sdk, |object, name| get(&object?, name))
        .is_some()
}

/// A property that is neither undefined nor null.
pub(super) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    if !object.is_object() {
        return None;
    }
    let value = Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A text property; empty when it is something else.
pub(super) fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name)?.as_string()
}

/// A text property that is nobody else's business.
fn secret(object: &JsValue, name: &str) -> Option<Secret> {
    text(object, name).map(Secret::from)
}

/// Names the call in whatever it threw. What is thrown need not be an `Error`:
/// 2.x throws `{errorCode: 100}` for a call that it does not allow.
pub(super) fn refused(call: &'static str) -> impl FnOnce(JsValue) -> HostError {
    move |thrown| {
        let said = thrown.as_string().or_else(|| text(&thrown, "message"));
        let reason = said.or_else(|| JSON::stringify(&thrown).ok().map(String::from));
        HostError {
            call,
            reason: reason.unwrap_or_default(),
        }
    }
}

/// Writes the detail of a failure where a developer looks for it.
pub(super) fn log(error: &HostError) {
    let mut line = String::from(error.call);
    line.push_str(": ");
    line.push_str(&error.reason);
    warn(&line);
}

/// Waits for a promise that a call returned, if it did return one.
pub(super) async fn settled(
    call: &'static str,
    returned: Result<Promise, JsValue>,
) -> Result<JsValue, HostError> {
    let promise = returned.map_err(refused(call))?;
    JsFuture::from(promise).await.map_err(refused(call))
}

/// Waits for a callback-taking call to call back once. Further arguments, such
/// as 1.9's `isPartialResponse`, are passed over.
pub(super) async fn called_back(
    call: &'static str,
    start: impl FnOnce(&Function) -> Result<(), JsValue>,
) -> Result<JsValue, HostError> {
    let mut start = Some(start);
    let mut threw = None;
    let promise = Promise::new(&mut |resolve, _reject| {
        threw = start.take().and_then(|start| start(&resolve).err());
    });
    match threw {
        Some(thrown) => Err(refused(call)(thrown)),
        None => JsFuture::from(promise).await.map_err(refused(call)),
    }
}

/// The settings object of an answer. Every field may be absent or of another
/// shape: a host is never trusted.
///
/// # Errors
/// What is no object says nothing about what is stored: a host may answer `null`.
pub(super) fn settings_from(
    call: &'static str,
    value: &JsValue,
) -> Result<InstanceSettings, HostError> {
    if !value.is_object() {
        let reason = String::from("the answer is no object");
        return Err(HostError { call, reason });
    }
    let read = |name| text(value, name);
    Ok(InstanceSettings {
        entity_id: read("entityId"),
        config_name: read("configName"),
        suggested_display_name: read("suggestedDisplayName"),
        content_url: read("contentUrl"),
        website_url: read("websiteUrl"),
        remove_url: read("removeUrl"),
        webhook_url: secret(value, "webhookUrl"),
        app_type: read("appType"),
        user_object_id: secret(value, "userObjectId"),
    })
}

/// The settings object of a request.
pub(super) fn settings_into(
    call: &'static str,
    settings: &InstanceSettings,
) -> Result<JsValue, HostError> {
    serde_wasm_bindgen::to_value(settings).map_err(|_| HostError {
        call,
        reason: String::from("the settings cannot be said in JavaScript"),
    })
}

/// Takes over from the start-up lines, then waits for the host's context.
pub(super) async fn connected(
    listener: &Listener,
    on_event: OnEvent,
) -> Result<JsValue, HostError> {
    taken_over(listener, on_event)?;
    settled("initialize", boot_context()).await
}

/// Takes over from the start-up lines.
#[inline(always)] // a call of its own weighs more in the form
pub(super) fn taken_over(listener: &Listener, on_event: OnEvent) -> Result<(), HostError> {
    let callback = listen(on_event);
    let taken = take(callback.as_ref().unchecked_ref());
    *listener.borrow_mut() = Some(callback);
    taken.map_err(refused("start-up"))
}

/// Tells the host that the page is there; requests held so far come now.
pub(super) fn ready() -> Result<(), HostError> {
    boot_ready().map_err(refused("notifySuccess"))
}

/// Tells the host whether Save may be pressed, unless it was told that last.
pub(super) fn set_validity(now: bool) -> Result<(), HostError> {
    valid(now).map_err(refused("setValidityState"))
}

/// Opens the window in which people sign in.
pub(super) fn sign_in() -> Result<(), HostError> {
    boot_sign_in().map_err(refused("authenticate"))
}

/// Turns what the SDK calls back with into events.
fn listen(mut on_event: OnEvent) -> Closure<dyn FnMut(String, JsValue)> {
    Closure::new(move |kind: String, value: JsValue| {
        on_event(match kind.as_str() {
            "save" => {
                let request: HostRequest = value.unchecked_into();
                let webhook_url = secret(&request.result(), "webhookUrl");
                HostEvent::Save {
                    ticket: ticket(request),
                    webhook_url,
                }
            }
            "remove" => HostEvent::Remove(ticket(value.unchecked_into())),
            "signed-in" => HostEvent::SignedIn,
            "signed-out" => HostEvent::SignedOut(value.as_string().unwrap_or_default()),
            _ => HostEvent::WordsChanged,
        });
    })
}

fn ticket(request: HostRequest) -> Ticket {
    Ticket::new(move |answer| match answer {
        Ok(()) => request.notify_success().map_err(refused("notifySuccess")),
        Err(reason) => request
            .notify_failure(reason)
            .map_err(refused("notifyFailure")),
    })
}
