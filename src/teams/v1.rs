//! TeamsJS 1.x: `microsoftTeams.settings` and callbacks. `boot.js` connects.

use super::{
    host::{FrameContext, HostContext, HostError, InstanceSettings, OnEvent, TeamsHost},
    js::{self, Listener, refused},
};
use crate::future::LocalFuture;
use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "settings"], js_name = getSettings)]
    fn get_settings(callback: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "settings"], js_name = setSettings)]
    fn set_settings(settings: &JsValue, on_complete: &JsValue) -> Result<(), JsValue>;
}

/// The host behind a 1.x SDK.
#[derive(Default)]
pub struct SdkV1 {
    listener: Listener,
}

impl TeamsHost for SdkV1 {
    fn connect(&self, on_event: OnEvent) -> LocalFuture<'_, Result<HostContext, HostError>> {
        Box::pin(async {
            js::connected(&self.listener, on_event)
                .await
                .map(|c| context_from(&c))
        })
    }

    fn ready(&self) -> Result<(), HostError> {
        js::ready()
    }

    fn set_validity(&self, valid: bool) -> Result<(), HostError> {
        js::set_validity(valid)
    }

    fn sign_in(&self) -> Result<(), HostError> {
        js::sign_in()
    }

    fn settings(&self) -> LocalFuture<'_, Result<InstanceSettings, HostError>> {
        const CALL: &str = "getSettings";
        Box::pin(async { js::settings_from(CALL, &js::called_back(CALL, get_settings).await?) })
    }

    fn set_settings(&self, new: InstanceSettings) -> LocalFuture<'_, Result<(), HostError>> {
        Box::pin(async move { set_and_wait(js::settings_into("setSettings", &new)?).await })
    }
}

/// From 1.5.2 on the completion callback says `(true)` or `(false, reason)`.
/// Before, it is passed over in silence: such a release has no
/// `appInitialization` either, and there is nothing to wait for.
async fn set_and_wait(settings: JsValue) -> Result<(), HostError> {
    const CALL: &str = "setSettings";
    if !js::global_has(&["appInitialization"]) {
        return set_settings(&settings, &JsValue::UNDEFINED).map_err(refused(CALL));
    }
    let mut on_complete = None;
    let mut threw = Ok(());
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let complete =
            Closure::<dyn FnMut(JsValue, JsValue)>::new(move |taken: JsValue, reason| {
                let settle = if taken.is_falsy() { &reject } else { &resolve };
                let _ = settle.call1(&JsValue::UNDEFINED, &reason);
            });
        threw = set_settings(&settings, complete.as_ref());
        on_complete = Some(complete);
    });
    threw.map_err(refused(CALL))?;
    js::settled(CALL, Ok(promise)).await?;
    drop(on_complete); // kept until it was called
    Ok(())
}

fn context_from(context: &JsValue) -> HostContext {
    let frame = js::text(context, "frameContext").unwrap_or_default();
    HostContext {
        locale: js::text(context, "locale").unwrap_or_default(),
        frame: FrameContext::from_name(&frame),
        entity_id: js::text(context, "entityId"),
    }
}
