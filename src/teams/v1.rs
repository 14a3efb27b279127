//! TeamsJS 1.x: `microsoftTeams.settings` and callbacks.

use super::{
    host::{
        FrameContext, HostContext, HostError, InstanceSettings, LocalFuture, OnEvent, TeamsHost,
        Theme,
    },
    js::{self, Callbacks, Events, refused},
};
use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Called on `microsoftTeams` itself: releases up to 1.10.0 use `this`.
    #[wasm_bindgen(catch, js_namespace = microsoftTeams, js_name = initialize)]
    fn initialize() -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = microsoftTeams, js_name = getContext)]
    fn get_context(callback: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = microsoftTeams, js_name = registerOnThemeChangeHandler)]
    fn register_on_theme_change(handler: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "settings"], js_name = registerOnSaveHandler)]
    fn register_on_save(handler: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "settings"], js_name = registerOnRemoveHandler)]
    fn register_on_remove(handler: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "settings"], js_name = setValidityState)]
    fn set_validity_state(valid: bool) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "settings"], js_name = getSettings)]
    fn get_settings(callback: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "settings"], js_name = setSettings)]
    fn set_settings(settings: &JsValue, on_complete: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "appInitialization"], js_name = notifyAppLoaded)]
    fn notify_app_loaded() -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["microsoftTeams", "appInitialization"], js_name = notifySuccess)]
    fn notify_success() -> Result<(), JsValue>;
}

/// The host behind a 1.x SDK.
#[derive(Default)]
pub struct SdkV1 {
    callbacks: Callbacks,
}

impl SdkV1 {
    /// Up to 1.8.0 the remove handler is only taken before the host has
    /// answered (protocol 3.5), so everything is registered at once; 1.x
    /// queues what is called early. What a frame refuses is not needed in it.
    fn register(&self, events: &Events) {
        let (save, remove, theme) = (events.on_save(), events.on_remove(), events.on_theme());
        let _ = register_on_save(save.as_ref().unchecked_ref());
        let _ = register_on_remove(remove.as_ref().unchecked_ref());
        let _ = register_on_theme_change(theme.as_ref().unchecked_ref());
        self.callbacks.borrow_mut().extend([save, remove, theme]);
    }
}

impl TeamsHost for SdkV1 {
    fn connect(&self, on_event: OnEvent) -> LocalFuture<'_, Result<HostContext, HostError>> {
        Box::pin(async move {
            // Without arguments: the first one is a callback from 1.5.0 on and
            // a window before. The context's arrival proves the handshake.
            initialize().map_err(refused("initialize"))?;
            self.register(&Events::new(on_event));
            let context = js::called_back("getContext", get_context).await?;
            let _ = notify_app_loaded();
            Ok(context_from(&context))
        })
    }

    fn ready(&self) -> Result<(), HostError> {
        let has = js::global_has(&["appInitialization"]);
        if has {
            notify_success().map_err(refused("notifySuccess"))
        } else {
            Ok(())
        }
    }

    fn set_validity(&self, valid: bool) -> Result<(), HostError> {
        set_validity_state(valid).map_err(refused("setValidityState"))
    }

    fn settings(&self) -> LocalFuture<'_, Result<InstanceSettings, HostError>> {
        const CALL: &str = "getSettings";
        Box::pin(async {
            Ok(js::settings_from(
                &js::called_back(CALL, get_settings).await?,
            ))
        })
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
        return set_settings(&settings, &Function::default()).map_err(refused(CALL));
    }
    let mut on_complete = None;
    let mut threw = Ok(());
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let complete =
            Closure::<dyn FnMut(JsValue, JsValue)>::new(move |taken: JsValue, reason| {
                let settle = if taken.is_falsy() { &reject } else { &resolve };
                let _ = settle.call1(&JsValue::UNDEFINED, &reason);
            });
        threw = set_settings(&settings, complete.as_ref().unchecked_ref());
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
        theme: Theme::from_name(&js::text(context, "theme").unwrap_or_default()),
        locale: js::text(context, "locale").unwrap_or_default(),
        frame: FrameContext::from_name(&frame),
    }
}
