//! The client against listeners that do one thing each.

use super::*;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const PATIENCE: Patience = Patience {
    connect: Duration::from_millis(400),
    total: Duration::from_millis(800),
};

/// Does this with each connection, and counts them.
async fn listen<F>(each: impl Fn(TcpStream) -> F + Send + 'static) -> (SocketAddr, Arc<AtomicUsize>)
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(each(stream));
        }
    });
    (address, count)
}

async fn post_by(client: reqwest::Result<Client>, url: &str) -> Reply {
    let url = SecretString::from(url.to_owned());
    client.unwrap().post(&url, b"{}".to_vec(), 0).await
}

async fn post(url: &str) -> Reply {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    post_by(Client::loopback(PATIENCE), url).await
}

/// A channel that takes the greeting and never goes on.
#[tokio::test]
async fn half_a_handshake_is_a_timeout() {
    let (address, _) = listen(async |mut stream: TcpStream| {
        let mut greeting = Vec::new();
        let _ = stream.read_to_end(&mut greeting).await;
    })
    .await;
    let reply = post(&format!("https://{address}/webhookb2/x")).await;
    assert_eq!(reply, Reply::Fault(Fault::Timeout));
}

#[tokio::test]
async fn what_speaks_no_tls_is_named_so() {
    let (address, _) = listen(async |mut stream: TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        let _ = stream.read_buf(&mut Vec::new()).await;
    })
    .await;
    let reply = post(&format!("https://{address}/webhookb2/x")).await;
    assert_eq!(reply, Reply::Fault(Fault::Tls));
}

#[tokio::test]
async fn nobody_there_is_named_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let reply = post(&format!("http://{address}/webhookb2/x")).await;
    assert_eq!(reply, Reply::Fault(Fault::Connect));
}

/// A public name that leads here is not called.
#[tokio::test]
async fn the_public_client_calls_nobody_on_this_machine() {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let (address, count) = listen(async |_| ()).await;
    let name = format!("https://localhost:{}/webhookb2/x", address.port());
    let reply = post_by(Client::public(PATIENCE), &name).await;
    assert_eq!(reply, Reply::Fault(Fault::PrivateAddress));
    let plain = format!("http://localhost:{}/webhookb2/x", address.port());
    let reply = post_by(Client::public(PATIENCE), &plain).await;
    assert!(matches!(reply, Reply::Fault(_)), "{reply:?}");
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

async fn answer(mut stream: TcpStream, text: String) {
    let _ = stream.read_buf(&mut Vec::with_capacity(4096)).await;
    let _ = stream.write_all(text.as_bytes()).await;
}

#[tokio::test]
async fn a_redirect_is_an_answer_not_a_way() {
    let (elsewhere, followed) = listen(async |_| ()).await;
    let text = format!(
        "HTTP/1.1 307 X\r\nlocation: http://{elsewhere}/\r\ncontent-length: 0\r\n\
         connection: close\r\n\r\n"
    );
    let (address, count) = listen(move |stream| answer(stream, text.clone())).await;
    let reply = post(&format!("http://{address}/webhookb2/x")).await;
    assert!(
        matches!(reply, Reply::Http { status: 307, .. }),
        "{reply:?}"
    );
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(followed.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn sixteen_kilobytes_of_an_answer_are_read() {
    let body = "x".repeat(5_000_000);
    let length = body.len();
    let text = format!("HTTP/1.1 200 X\r\ncontent-length: {length}\r\n\r\n{body}");
    let (address, _) = listen(move |stream| answer(stream, text.clone())).await;
    let Reply::Http { status, body, .. } = post(&format!("http://{address}/webhookb2/x")).await
    else {
        panic!("it was answered");
    };
    assert_eq!((status, body.len()), (200, READ_AT_MOST));
}
