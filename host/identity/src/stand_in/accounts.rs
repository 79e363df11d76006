//! The accounts of the stand-in.

/// A user of the stand-in.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The access token. It is public, and not valid anywhere else.
    pub token: &'a str,
    /// `username`.
    pub user: &'a str,
    /// `contactCenterId`. One user has none.
    pub tenant: Option<&'a str>,
}

/// The contact center id of the first tenant.
pub const TENANT_A: &str = "9f6e1c7a-52f4-4c53-9d3a-0f2c7b1a8e01";
/// The contact center id of the second tenant.
pub const TENANT_B: &str = "2b4d8e90-7c1f-4e6b-8a25-6d9f3c0b7e02";
/// An agent of [`TENANT_A`].
pub const AGENT_1: Account<'static> =
    account("11111111-1111-4111-8111-111111111111", "agent1@a.example", Some(TENANT_A));
/// Another user of [`TENANT_A`].
pub const SUPERVISOR_1: Account<'static> =
    account("11111111-1111-4111-8111-222222222222", "supervisor1@a.example", Some(TENANT_A));
/// An agent of [`TENANT_B`].
pub const AGENT_2: Account<'static> =
    account("22222222-2222-4222-8222-111111111111", "agent2@b.example", Some(TENANT_B));
/// Another user of [`TENANT_B`].
pub const SUPERVISOR_2: Account<'static> =
    account("22222222-2222-4222-8222-222222222222", "supervisor2@b.example", Some(TENANT_B));
/// A user without a contact center id.
pub const NO_TENANT: Account<'static> = account("33333333-3333-4333-8333-333333333333", "admin@cloud.example", None);
/// All accounts.
pub const ACCOUNTS: [Account<'static>; 5] = [AGENT_1, SUPERVISOR_1, AGENT_2, SUPERVISOR_2, NO_TENANT];

/// The id of one of many tenants, for measurements. Each has one user, whose token is the tenant's id.
#[must_use]
pub fn tenant_of_crowd(number: u32) -> String {
    format!("{CROWD_PREFIX}{number:012}")
}

const CROWD_PREFIX: &str = "44444444-4444-4444-8444-";

/// The account of a token of [`tenant_of_crowd`].
pub(super) fn find_crowd_account(token: &str) -> Option<Account<'_>> {
    let digits = token.strip_prefix(CROWD_PREFIX)?;
    let is_number = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(Account { token, user: "agent@crowd.example", tenant: Some(token) })
}

/// The OAuth client that may request tokens.
pub const CLIENT_ID: &str = "sluice-dev";
/// Its secret. It is public, and not valid anywhere else.
pub const CLIENT_SECRET: &str = "sluice-dev-secret";

const fn account(token: &'static str, user: &'static str, tenant: Option<&'static str>) -> Account<'static> {
    Account { token, user, tenant }
}
