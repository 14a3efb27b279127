//! Teams' windows, as the store keeps them.

use super::*;
use crate::clock::at_least;
use crate::policy::pacing::{FOLD_ABOVE, WINDOWS};
use tokio::task::JoinSet;

impl Bench {
    /// So many at once.
    async fn events(&self, count: usize) {
        let mut events = JoinSet::new();
        for _ in 0..count {
            let store = self.store.clone();
            events.spawn(async move { store.accept_event(created("7", None)).await });
        }
        assert!(events.join_all().await.iter().all(Result::is_ok));
    }

    /// Moves the clock to where the next post may be made, and claims it.
    async fn claim_next(&self) -> Claim {
        loop {
            let next = self.store.next_wake(1).await.expect("it can be read");
            let wait = next.expect("something waits") - self.clock.now();
            let wait = Duration::from_millis(wait.max(0).unsigned_abs());
            self.clock.advance(wait);
            if let Some(claim) = self.claim("one").await.pop() {
                return claim;
            }
        }
    }
}

/// 1,700 cards one after the other, which takes a day. No window is exceeded,
/// and each is used to nine tenths.
#[tokio::test]
async fn no_window_is_exceeded_over_a_long_time() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let mut posts: Vec<Millis> = Vec::new();
    while posts.len() < 1700 {
        bench.events(FOLD_ABOVE).await;
        for _ in 0..FOLD_ABOVE {
            let claim = bench.claim_next().await;
            assert_eq!(claim.count, 1);
            posts.push(bench.clock.now());
            bench.delivered(&claim).await;
        }
    }
    for window in WINDOWS {
        let n = usize::try_from(window.posts).unwrap();
        for each in posts.windows(n + 1) {
            assert!(each[n] - each[0] > window.length, "{window:?}");
        }
        let most = n * 9 / 10;
        let reached = |each: &[Millis]| each[most - 1] - each[0] <= window.length;
        assert!(posts.windows(most).any(reached), "{window:?} is never met");
    }
}

/// Twelve times two hours hold as much as a day, so that the day alone never
/// stops a server that kept the two hours. What another one left behind does.
#[tokio::test]
async fn each_window_alone_stops_a_post() {
    for window in WINDOWS {
        let bench = bench().await;
        bench.save(ID, URL).await;
        let past = Past {
            count: window.posts,
            at: bench.clock.now(),
        };
        bench.store.write(past).await.unwrap();
        bench.save(ID, URL).await;
        bench.event().await;
        // Shorter windows are open by then, and longer ones take more.
        let closed = at_least(window.length).unsigned_abs();
        bench.clock.advance(Duration::from_millis(closed));
        assert!(bench.claim("one").await.is_empty(), "{window:?}");
        bench.clock.advance(Duration::from_millis(1));
        assert_eq!(bench.claim("one").await.len(), 1, "{window:?}");
    }
}

/// So many posts to every address, at one moment.
struct Past {
    count: i64,
    at: Millis,
}

impl Write for Past {
    type Answer = ();

    async fn run(&mut self, db: &mut sqlx::SqliteConnection, _: Millis) -> Result<(), StoreError> {
        sqlx::query(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
             INSERT INTO posts (channel, mark, lease_no, at) SELECT w.channel, w.mark, 0, ?2 FROM webhooks w, n",
        )
        .bind(self.count)
        .bind(self.at)
        .execute(db)
        .await?;
        Ok(())
    }
}
