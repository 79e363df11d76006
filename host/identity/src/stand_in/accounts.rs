//! Who is known to the stand-in.

/// A user whom the stand-in knows.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The access token. Public, and good nowhere else.
    pub token: &'a str,
    /// `username`.
    pub user: &'a str,
    /// `contactCenterId`; one user has none.
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
/// All of them.
pub const ACCOUNTS: [Account<'static>; 5] = [AGENT_1, SUPERVISOR_1, AGENT_2, SUPERVISOR_2, NO_TENANT];

/// A crowd of tenants, each with one user: the token is the tenant's id. For measuring with many.
#[must_use]
pub fn tenant_of_crowd(number: u32) -> String {
    format!("{CROWD}{number:012}")
}

const CROWD: &str = "44444444-4444-4444-8444-";

/// The account of a token of the crowd.
pub(super) fn of_crowd(token: &str) -> Option<Account<'_>> {
    let digits = token.strip_prefix(CROWD)?;
    let is_one = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then_some(Account { token, user: "agent@crowd.example", tenant: Some(token) })
}

/// The client that may ask for tokens.
pub const CLIENT_ID: &str = "sluice-dev";
/// Its secret. Public, and good nowhere else.
pub const CLIENT_SECRET: &str = "sluice-dev-secret";

const fn account(token: &'static str, user: &'static str, tenant: Option<&'static str>) -> Account<'static> {
    Account { token, user, tenant }
}
