//! TeamsJS 2.x: `microsoftTeams.app`, `microsoftTeams.pages` and promises.
//! `boot.js` connects.

use super::{
    host::{FrameContext, HostContext, HostError, InstanceSettings, OnEvent, TeamsHost},
    js::{self, Listener},
};
use crate::future::LocalFuture;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

// Promises are returned as promises and awaited afterwards: an `async` extern
// panics when the call throws instead of returning one.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "pages"], js_name = getConfig)]
    fn get_config() -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "pages", "config"], js_name = setConfig)]
    fn set_config(settings: &JsValue) -> Result<Promise, JsValue>;
}

/// The host behind a 2.x SDK.
#[derive(Default)]
pub struct SdkV2 {
    listener: Listener,
}

impl TeamsHost for SdkV2 {
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
        const CALL: &str = "pages.getConfig";
        Box::pin(async { js::settings_from(CALL, &js::settled(CALL, get_config()).await?) })
    }

    fn set_settings(&self, new: InstanceSettings) -> LocalFuture<'_, Result<(), HostError>> {
        const CALL: &str = "pages.config.setConfig";
        Box::pin(async move {
            let settings = js::settings_into(CALL, &new)?;
            js::settled(CALL, set_config(&settings)).await.map(drop)
        })
    }
}

fn context_from(context: &JsValue) -> HostContext {
    let read =
        |group: &str, name: &str| js::get(context, group).and_then(|group| js::text(&group, name));
    let said = |group, name| read(group, name).unwrap_or_default();
    HostContext {
        locale: said("app", "locale"),
        frame: FrameContext::from_name(&said("page", "frameContext")),
        entity_id: read("page", "id"),
    }
}
