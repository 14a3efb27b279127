//! What stands before the servers in life: TLS, and names of their own. Passes bytes on
//! and reads none of them.

use super::engine::{OPERATOR, TEAMS};
use anyhow::{Context, Result};
use std::{net::Ipv4Addr, sync::Arc};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

/// By its own name everything is Teams, the page with it.
const THIS_MACHINE: &str = "localhost";

/// A running front; it ends with the journey.
pub(crate) struct Front(JoinHandle<()>);

impl Front {
    /// Leads who asks for Teams to one address and who asks for the operator to the other.
    /// One journey alone may listen at the port that the names lead to.
    pub(crate) async fn start(port: u16, teams: String, operator: String) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let acceptor = TlsAcceptor::from(Arc::new(config()?));
        let serve = async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, teams, operator) =
                    (acceptor.clone(), teams.clone(), operator.clone());
                // A visitor who leaves ends in an error nobody needs.
                tokio::spawn(async move { pass(acceptor, stream, &teams, &operator).await.ok() });
            }
        };
        Ok(Self(tokio::spawn(serve)))
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn pass(acceptor: TlsAcceptor, stream: TcpStream, teams: &str, operator: &str) -> Result<()> {
    let mut visitor = acceptor.accept(stream).await?;
    let address = match visitor.get_ref().1.server_name() {
        Some(TEAMS | THIS_MACHINE) => teams,
        Some(OPERATOR) => operator,
        _ => return Ok(()),
    };
    let mut server = TcpStream::connect(address).await?;
    copy_bidirectional(&mut visitor, &mut server).await?;
    Ok(())
}

/// A certificate that nobody vouches for: the browser is told to take any.
fn config() -> Result<ServerConfig> {
    let names = [TEAMS, OPERATOR, THIS_MACHINE].map(str::to_owned).to_vec();
    let made = rcgen::generate_simple_self_signed(names)?;
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der());
    let key = key.ok().context("a key in a form that is known")?;
    let config = ServerConfig::builder().with_no_client_auth();
    Ok(config.with_single_cert(vec![made.cert.der().clone()], key)?)
}
