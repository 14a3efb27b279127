//! What an operator decided: whose tokens, for which app, by which clients.

use crate::authority::Authority;
use crate::{ClientId, Seconds, TenantId};

/// Which of something count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed<Id> {
    /// These alone.
    Only(Vec<Id>),
    /// All of them.
    Any,
}

impl<Id: PartialEq> Allowed<Id> {
    /// Whether this one does.
    #[must_use]
    pub fn has(&self, id: &Id) -> bool {
        match self {
            Self::Only(ids) => ids.contains(id),
            Self::Any => true,
        }
    }
}

/// What a token must say.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Who issues it.
    pub authority: Authority,
    /// The app it is for.
    pub client_id: ClientId,
    /// The same app by its address, `api://host/id`, as tokens of version 1.0 write it.
    pub app_uri: String,
    /// Whose people.
    pub tenants: Allowed<TenantId>,
    /// Which apps may ask in a person's name; the app itself only if it is among them.
    pub clients: Allowed<ClientId>,
    /// The right that the person gave them, as the app's registration calls it.
    pub scope: String,
    /// How far the clocks may be apart.
    pub leeway: Seconds,
}

impl Policy {
    /// The apps that may ask, without the app itself.
    #[must_use]
    pub fn other_clients(&self) -> Allowed<ClientId> {
        match &self.clients {
            Allowed::Only(ids) => {
                let others = ids.iter().filter(|id| **id != self.client_id);
                Allowed::Only(others.copied().collect())
            }
            Allowed::Any => Allowed::Any,
        }
    }
}

/// What a registration calls the right to call the app in a person's name, by Microsoft's
/// pattern for a page in Teams.
pub const PAGE_SCOPE: &str = "access_as_user";

/// Microsoft's service that calls an app when somebody presses a card's button.
pub const ACTIONS_CLIENT: ClientId = ClientId::known(0x48af_08dc_f6d2_435f_b2a7_069a_bd99_c086);

/// The clients in which the page runs: Teams on desktop and mobile, Teams on the web,
/// Microsoft 365 on the web, on desktop and on mobile (Outlook's desktop with it),
/// Outlook on the web, Outlook on mobile.
pub const TEAMS_CLIENTS: [ClientId; 7] = [
    ClientId::known(0x1fec_8e78_bce4_4aaf_ab1b_5451_cc38_7264),
    ClientId::known(0x5e3c_e6c0_2b1f_4285_8d4b_75ee_7878_7346),
    ClientId::known(0x4765_445b_32c6_49b0_83e6_1d93_7652_76ca),
    ClientId::known(0x0ec8_93e0_5785_4de6_99da_4ed1_24e5_296c),
    ClientId::known(0xd359_0ed6_52b3_4102_aeff_aad2_292a_b01c),
    ClientId::known(0xbc59_ab01_8403_45c6_8796_ac3e_f710_b3e3),
    ClientId::known(0x2792_2004_5251_4030_b22d_91ec_d9a3_7ea4),
];
