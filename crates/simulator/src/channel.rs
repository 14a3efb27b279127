//! The channel: what was posted to the fake webhooks, in memory, newest last;
//! never decides how a post is answered.

use axum::{
    Json,
    extract::{Query, State},
    http::{HeaderName, StatusCode},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::sync::watch;

/// Which look of the channel an answer shows; send it back to wait for the next.
const REVISION: HeaderName = HeaderName::from_static("simulator-revision");
/// How long a question waits before it gets an unchanged answer.
const PATIENCE: Duration = Duration::from_secs(25);
/// Old posts go first, so that a long test cannot eat the machine.
const CAPACITY: usize = 20_000;

/// One post to a fake webhook.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Post {
    /// The path it was posted to.
    pub(crate) hook: String,
    /// `connector` or `workflow`.
    pub(crate) family: &'static str,
    /// When, in milliseconds since 1970.
    pub(crate) received_at: u64,
    /// The status answered; absent when the connection was cut or hangs.
    pub(crate) status: Option<u16>,
    /// Whether it appears in the channel, as only a taken card does.
    pub(crate) shown: bool,
    /// The card, when the body was JSON.
    pub(crate) card: Option<serde_json::Value>,
    /// The body as text, when it was not.
    pub(crate) text: Option<String>,
    /// What the client shows below the card since somebody pressed one of its buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) says: Option<String>,
}

/// All posts, and a number that changes with them.
pub(crate) struct Channel {
    posts: Mutex<Vec<Post>>,
    revision: watch::Sender<u64>,
}

impl Default for Channel {
    fn default() -> Self {
        // Starts anywhere, so that a page of an earlier run never waits in vain.
        let start = uuid::Uuid::new_v4().as_u64_pair().0 >> 32;
        Self {
            posts: Mutex::default(),
            revision: watch::Sender::new(start),
        }
    }
}

impl Channel {
    pub(crate) fn add(&self, post: Post) {
        let mut posts = self.posts();
        if posts.len() == CAPACITY {
            posts.remove(0);
        }
        posts.push(post);
        drop(posts);
        self.changed();
    }

    /// The newest card that is shown, of one hook where one is named.
    pub(crate) fn newest(&self, hook: Option<&str>) -> Option<Post> {
        let posts = self.posts();
        let of_hook = |post: &&Post| hook.is_none_or(|hook| hook == post.hook);
        let mut shown = posts.iter().filter(|post| post.shown).filter(of_hook);
        shown.next_back().cloned()
    }

    /// Below the card stands something else, and perhaps the card is another one now.
    pub(crate) fn pressed(&self, post: &Post, says: String, card: Option<serde_json::Value>) {
        let mut posts = self.posts();
        let same = |one: &&mut Post| {
            one.hook == post.hook && one.received_at == post.received_at && one.card == post.card
        };
        if let Some(found) = posts.iter_mut().rev().find(same) {
            found.says = Some(says);
            if card.is_some() {
                found.card = card;
            }
        }
        drop(posts);
        self.changed();
    }

    fn changed(&self) {
        self.revision.send_modify(|revision| *revision += 1);
    }

    fn posts(&self) -> MutexGuard<'_, Vec<Post>> {
        self.posts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn differs_from(&self, seen: u64) {
        let mut changes = self.revision.subscribe();
        let change = changes.wait_for(|revision| *revision != seen);
        // Running out of patience is an answer too: the same list again.
        let _ = tokio::time::timeout(PATIENCE, change).await;
    }
}

pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0))
}

/// Which posts are wanted.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// Only those of one hook.
    hook: Option<String>,
    /// Wait until there is something else than this revision showed.
    revision: Option<u64>,
}

/// The cards in the channel.
pub(crate) async fn list(
    State(channel): State<Arc<Channel>>,
    Query(wanted): Query<Wanted>,
) -> Response {
    answer(&channel, wanted, |post| post.shown).await
}

/// Every post, also those answered with an error.
pub(crate) async fn posts(
    State(channel): State<Arc<Channel>>,
    Query(wanted): Query<Wanted>,
) -> Response {
    answer(&channel, wanted, |_| true).await
}

async fn answer(channel: &Channel, wanted: Wanted, fits: impl Fn(&Post) -> bool) -> Response {
    if let Some(seen) = wanted.revision {
        channel.differs_from(seen).await;
    }
    let revision = *channel.revision.borrow();
    let of_hook = |post: &&Post| wanted.hook.as_ref().is_none_or(|hook| *hook == post.hook);
    let posts: Vec<Post> = channel
        .posts()
        .iter()
        .filter(|post| fits(post))
        .filter(of_hook)
        .cloned()
        .collect();
    ([(REVISION, revision.to_string())], Json(posts)).into_response()
}

/// Forgets every post.
pub(crate) async fn clear(State(channel): State<Arc<Channel>>) -> StatusCode {
    channel.posts().clear();
    channel.changed();
    StatusCode::NO_CONTENT
}
