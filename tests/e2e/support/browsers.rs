//! Browsers that are kept from one journey to the next: starting one takes longer than
//! most journeys. Every journey has an origin of its own (no other has its port), so
//! storage and cache are new to it; cookies know no ports and are deleted between two.

use super::{driver::Driver, engine::Engine, lock};
use anyhow::Result;
use std::sync::Mutex;
use thirtyfour::WebDriver;

/// More than journeys run at a time: what waits unused costs memory.
const MOST_IDLE: usize = 8;

static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// A running browser that one journey has for itself.
pub(crate) struct Browser {
    driver: Driver,
    window: WebDriver,
    /// How much the driver had written when this journey began.
    from: usize,
}

impl Browser {
    /// One that waits, or a new one.
    pub(crate) async fn take(engine: &'static Engine) -> Result<Self> {
        let kept = {
            let mut idle = lock(&IDLE);
            let place = idle.iter().position(|kept| kept.driver.engine().is(engine));
            place.map(|place| idle.swap_remove(place))
        };
        let mut browser = match kept {
            Some(kept) => kept,
            None => Self::start(engine).await?,
        };
        browser.from = browser.driver.said().len();
        Ok(browser)
    }

    async fn start(engine: &'static Engine) -> Result<Self> {
        let (driver, window) = Driver::with_browser(engine).await?;
        Ok(Self {
            driver,
            window,
            from: 0,
        })
    }

    /// As WebDriver sees it.
    pub(crate) fn window(&self) -> &WebDriver {
        &self.window
    }

    /// What the journey's pages wrote to their console, and what the browser wrote.
    pub(crate) fn console(&self) -> String {
        let said = self.driver.said();
        said.get(self.from..).unwrap_or(&said).to_owned()
    }

    /// Keeps it for another journey, if nothing of this one can be left in it.
    pub(crate) async fn give_back(self) {
        let forgotten = forget(&self.window).await;
        self.keep(forgotten).await;
    }

    /// Keeps it with a new tab in place of the journey's, to which it had told things.
    pub(crate) async fn give_back_anew(self) {
        let renewed = renew(&self.window).await;
        self.keep(renewed).await;
    }

    async fn keep(self, cleaned: Result<()>) {
        if let Err(error) = cleaned {
            println!("{} is not kept: {error:#}", self.driver.engine().name);
            return self.close().await;
        }
        let surplus = {
            let mut idle = lock(&IDLE);
            idle.push(self);
            (idle.len() > MOST_IDLE).then(|| idle.remove(0))
        };
        if let Some(oldest) = surplus {
            oldest.close().await;
        }
    }

    /// Ends it: a journey changed what no other may meet.
    pub(crate) async fn close(self) {
        if let Err(error) = self.window.quit().await {
            println!(
                "{} did not end as asked: {error}",
                self.driver.engine().name
            );
        }
    }
}

/// Ends all that wait.
pub(crate) async fn close_all() {
    let all = std::mem::take(&mut *lock(&IDLE));
    for browser in all {
        browser.close().await;
    }
}

/// What the developer tools were told is one tab's.
async fn renew(window: &WebDriver) -> Result<()> {
    forget(window).await?;
    let tab = window.new_tab().await?;
    window.close_window().await?;
    Ok(window.switch_to_window(tab).await?)
}

async fn forget(window: &WebDriver) -> Result<()> {
    window.enter_default_frame().await?;
    window.delete_all_cookies().await?;
    Ok(window.goto("about:blank").await?)
}
