//! Whose a connector is, and what that lets a caller do. What belongs to another
//! tenant is not there; what is from before anybody signed in belongs to nobody yet.

use super::{Store, StoreError, changer_cell, maker_cell, seer_cell};
use crate::right::{EditBy, Member, Right};
use crate::secret::Ring;
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use wire::EntityId;

/// What is stored of a connector's owners.
pub(super) struct Owned {
    /// The row's own id.
    id: String,
    tenant: Option<String>,
    maker_sealed: Option<Vec<u8>>,
}

/// How a caller stands to a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It may read and change it.
    Free,
    /// It may read it; somebody else of the tenant made it.
    NotOwner,
    /// For the caller it is not there.
    Foreign,
}

impl Owned {
    /// Of a row with the columns `id`, `tenant` and `maker_sealed`.
    pub(super) fn of(row: &SqliteRow) -> Self {
        Self {
            id: row.get("id"),
            tenant: row.get("tenant"),
            maker_sealed: row.get("maker_sealed"),
        }
    }

    pub(super) fn standing(&self, right: &Right, ring: &Ring) -> Result<Standing, StoreError> {
        let (Right::Member(member), Some(tenant)) = (right, &self.tenant) else {
            return Ok(Standing::Free);
        };
        if *tenant != member.tenant.to_string() {
            return Ok(Standing::Foreign);
        }
        Ok(match member.edit_by {
            EditBy::Tenant => Standing::Free,
            EditBy::Owner if self.made_by(member, ring)? => Standing::Free,
            EditBy::Owner => Standing::NotOwner,
        })
    }

    /// What nobody made is everybody's.
    fn made_by(&self, member: &Member, ring: &Ring) -> Result<bool, StoreError> {
        let Some(sealed) = &self.maker_sealed else {
            return Ok(true);
        };
        let maker = ring.open_cell(sealed, &maker_cell(&self.id))?;
        Ok(maker.expose_secret() == member.object.to_string())
    }
}

impl Owned {
    /// Whether a save `alone` may replace it. Without a sign-in an enrolment key for
    /// one tenant reaches no other's.
    pub(super) fn may_be_replaced(&self, right: &Right, ring: &Ring) -> Result<bool, StoreError> {
        Ok(match (right, &self.tenant) {
            (Right::Enrolled(Some(own)), Some(tenant)) => own == tenant,
            _ => self.standing(right, ring)? == Standing::Free,
        })
    }
}

/// What a save writes down of whoever saves.
pub(super) struct Owners {
    pub(super) tenant: String,
    /// The id of who made it.
    pub(super) maker: Option<SecretString>,
    /// The id of who saved it last, and after a blank what the person is called.
    pub(super) changer: Option<SecretString>,
}

impl Owners {
    /// Nothing for whoever belongs to no tenant.
    pub(super) fn of(right: &Right) -> Option<Self> {
        match right {
            Right::Member(member) => {
                let (tenant, id) = (member.tenant.to_string(), member.object.to_string());
                let name = member.name.as_deref();
                let changer = name.map_or(id.clone(), |name| format!("{id} {name}"));
                Some(Self {
                    tenant,
                    maker: Some(SecretString::from(id)),
                    changer: Some(SecretString::from(changer)),
                })
            }
            Right::Enrolled(Some(tenant)) => Some(Self {
                tenant: tenant.clone(),
                maker: None,
                changer: None,
            }),
            Right::Enrolled(None) | Right::ById => None,
        }
    }
}

/// What people are called.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Who saved the connector last.
    pub(crate) changer: Option<String>,
    /// Who saw a test card last.
    pub(crate) seer: Option<String>,
}

impl Store {
    /// What the people are called who did something with the connector, if anybody said.
    pub(crate) async fn names(&self, id: &EntityId) -> Result<Names, StoreError> {
        const SEALED: &str =
            "SELECT id, changer_sealed, seer_sealed FROM connectors WHERE entity_id = ?1";
        let row = sqlx::query(SEALED).bind(id.as_str());
        let Some(row) = row.fetch_optional(&self.readers).await? else {
            return Ok(Names::default());
        };
        let (id, name) = (row.get("id"), |column, cell: String| {
            let sealed: Option<&[u8]> = row.get(column);
            let person = sealed.map(|sealed| self.ring.open_cell(sealed, &cell));
            let person = person.transpose()?;
            let name = person
                .and_then(|person| Some(person.expose_secret().split_once(' ')?.1.to_owned()));
            Ok::<_, StoreError>(name)
        });
        Ok(Names {
            changer: name("changer_sealed", changer_cell(id))?,
            seer: name("seer_sealed", seer_cell(id))?,
        })
    }

    /// Whose the connector with this row's id is.
    pub(crate) async fn tenant_of_row(&self, row: &str) -> Result<Option<String>, StoreError> {
        let found = sqlx::query("SELECT tenant FROM connectors WHERE id = ?1").bind(row);
        let found = found.fetch_optional(&self.readers).await?;
        Ok(found.and_then(|row| row.get("tenant")))
    }

    /// How a caller stands to the connector of this id; free where there is none.
    pub(crate) async fn standing(
        &self,
        id: &EntityId,
        right: &Right,
    ) -> Result<Standing, StoreError> {
        if !matches!(right, Right::Member(_)) {
            return Ok(Standing::Free);
        }
        const OWNED: &str = "SELECT id, tenant, maker_sealed FROM connectors WHERE entity_id = ?1";
        let row = sqlx::query(OWNED).bind(id.as_str());
        let row = row.fetch_optional(&self.readers).await?;
        let owned = row.as_ref().map(Owned::of);
        owned.map_or(Ok(Standing::Free), |owned| {
            owned.standing(right, &self.ring)
        })
    }
}
