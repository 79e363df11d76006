//! The published shapes of keys: how they begin, and what follows.
//!
//! Sources are the services' own documentation of their tokens, such as
//! <https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/>.

/// What a key consists of after its start.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Alphabet {
    /// Letters and digits.
    Word,
    /// Those of base64url, which are also those of tokens in parts.
    Url,
    /// Upper case and digits, so many.
    Upper,
    /// Hexadecimal digits in lower case, up to the end of the word.
    Hex,
    /// Parts of base64url with dots between.
    Dotted,
    /// Those of base64.
    Base64,
    /// A UUID, in lower case.
    Uuid,
    /// What `hooks` says.
    Hook,
}
use Alphabet::{Base64, Dotted, Hex, Hook, Upper, Url, Uuid, Word};

/// A start, the alphabet of the rest, and its fewest letters.
pub(super) type Shape = (&'static [u8], Alphabet, usize);

/// Starts that end in `_`, `-`, `.` or `~`, by what the services are for.
#[rustfmt::skip]
pub(super) const SHAPES: &[Shape] = &[
    // Where source text and packages are kept.
    (b"ghp_", Word, 36), (b"gho_", Word, 36), (b"ghu_", Word, 36), (b"ghs_", Word, 36), (b"ghr_", Word, 36),
    (b"github_pat_", Url, 40), (b"glpat-", Dotted, 20), (b"glrt-", Dotted, 20), (b"glrtr-", Dotted, 20), (b"gldt-", Dotted, 20),
    (b"glptt-", Url, 20), (b"gloas-", Hex, 64), (b"glcbt-", Dotted, 20), (b"glft-", Url, 20), (b"glsoat-", Url, 20),
    (b"glimt-", Url, 20), (b"glagent-", Url, 50), (b"glffct-", Url, 20),
    (b"npm_", Word, 36), (b"pypi-", Url, 40), (b"rubygems_", Hex, 48), (b"CLOJARS_", Word, 60), (b"dckr_pat_", Url, 20),
    (b"dckr_oat_", Url, 20), (b"sgp_", Word, 40), (b"pul-", Hex, 40), (b"pnu_", Word, 36), (b"CCIPAT_", Url, 40), (b"CCIPRJ_", Url, 40),
    (b"bkua_", Hex, 40), (b"sqp_", Hex, 40), (b"squ_", Hex, 40), (b"sqa_", Hex, 40), (b"snyk_uat.", Dotted, 40), (b"tfp_", Url, 40),
    // Clouds, hosts and data bases.
    (b"dop_v1_", Hex, 64), (b"doo_v1_", Hex, 64), (b"dor_v1_", Hex, 64), (b"GOCSPX-", Url, 24), (b"ya29.", Dotted, 20), (b"vercel_", Word, 24),
    (b"vcp_", Word, 40), (b"vci_", Word, 40), (b"vca_", Word, 40), (b"vcr_", Word, 40), (b"nfp_", Word, 36), (b"HRKU-", Url, 36),
    (b"rnd_", Word, 28), (b"fo1_", Url, 40), (b"fm2_", Base64, 40), (b"fm1r_", Base64, 40), (b"fm1a_", Base64, 40), (b"tskey-auth-", Url, 16),
    (b"tskey-api-", Url, 16), (b"tskey-client-", Url, 16), (b"pscale_tkn_", Dotted, 32), (b"pscale_pw_", Dotted, 32), (b"pscale_oauth_", Dotted, 32),
    (b"sbp_", Hex, 40), (b"sb_secret_", Url, 20), (b"napi_", Word, 60), (b"mdb_sa_sk_", Url, 30), (b"dbtc_", Dotted, 30), (b"dbtu_", Dotted, 30),
    (b"v1.0-", Url, 150), (b"aio_", Word, 28), (b"apify_api_", Word, 36),
    (b"sha256~", Url, 40), (b"tk-us-", Url, 40), (b"tk-eu-", Url, 40), (b"API-", Upper, 26), (b"atlasv1.", Url, 60),
    // Stores of secrets.
    (b"hvs.", Url, 20), (b"hvb.", Url, 20), (b"hvr.", Url, 20), (b"dp.pt.", Dotted, 20), (b"dp.st.", Dotted, 20), (b"dp.ct.", Dotted, 20),
    (b"dp.sa.", Dotted, 20), (b"dp.scim.", Dotted, 20), (b"dp.audit.", Dotted, 20), (b"ops_", Url, 100),
    // Payments and shops.
    (b"sk_live_", Word, 16), (b"sk_test_", Word, 16), (b"rk_live_", Word, 16), (b"rk_test_", Word, 16), (b"sk_sbox_", Word, 20), (b"whsec_", Base64, 24),
    (b"rzp_live_", Word, 14), (b"rzp_test_", Word, 14), (b"FLWSECK-", Url, 32), (b"FLWSECK_TEST-", Url, 12), (b"sq0atp-", Url, 22),
    (b"sq0csp-", Url, 40), (b"shpat_", Word, 32), (b"shpss_", Word, 32), (b"shpca_", Word, 32), (b"shppa_", Word, 32), (b"shpua_", Word, 32),
    (b"shptka_", Word, 32), (b"shippo_live_", Hex, 40), (b"shippo_test_", Hex, 40), (b"duffel_live_", Url, 40), (b"duffel_test_", Url, 40),
    (b"access-production-", Uuid, 36), (b"access-sandbox-", Uuid, 36), (b"access-development-", Uuid, 36), (b"live_", Word, 30), (b"amzn.mws.", Uuid, 36), (b"cs_", Hex, 40), (b"ck_", Hex, 40),
    // Messages.
    (b"xoxb-", Url, 20), (b"xoxp-", Url, 20), (b"xoxa-", Url, 20), (b"xoxr-", Url, 20), (b"xoxs-", Url, 20), (b"xoxo-", Url, 20), (b"xoxc-", Url, 20),
    (b"xoxd-", Base64, 20), (b"xoxe-", Url, 20), (b"xoxe.", Dotted, 20), (b"xapp-", Url, 20), (b"SG.", Dotted, 40), (b"key-", Hex, 32),
    (b"xkeysib-", Url, 64), (b"xsmtpsib-", Url, 64), (b"re_", Url, 32), (b"pat-na1-", Url, 36), (b"pat-na2-", Url, 36), (b"pat-eu1-", Url, 36),
    (b"hooks.", Hook, 0), (b"discord.", Hook, 0), (b"discordapp.", Hook, 0), (b"webhook.", Hook, 0), (b"outlook.", Hook, 0),
    (b"feishu.", Hook, 0), (b"larksuite.", Hook, 0),
    // Models.
    (b"sk-ant-", Url, 20), (b"sk-proj-", Url, 20), (b"sk-svcacct-", Url, 20), (b"sk-admin-", Url, 20), (b"sk-or-", Url, 60), (b"sk-lf-", Url, 36),
    (b"sk-", Word, 32), (b"sk_", Hex, 48), (b"hf_", Word, 30), (b"api_org_", Word, 30), (b"gsk_", Word, 40), (b"r8_", Word, 37), (b"pplx-", Word, 40),
    (b"xai-", Word, 60), (b"nvapi-", Url, 40), (b"tvly-", Url, 28), (b"lsv2_pt_", Url, 32), (b"lsv2_sk_", Url, 32), (b"pcsk_", Url, 40),
    (b"tgp_v1_", Url, 40), (b"fc-", Hex, 32), (b"jina_", Url, 40),
    // Observation.
    (b"glsa_", Url, 32), (b"glc_", Base64, 32), (b"NRAK-", Word, 27), (b"NRRA-", Word, 32), (b"NRII-", Url, 32), (b"NRJS-", Word, 19), (b"sntrys_", Base64, 40),
    (b"sntryu_", Hex, 64), (b"phx_", Word, 40), (b"phc_", Word, 40), (b"phs_", Word, 40), (b"dt0c01.", Dotted, 24), (b"dt0s01.", Dotted, 24),
    (b"dt0s02.", Dotted, 24), (b"dt0s08.", Dotted, 24), (b"dt0s16.", Dotted, 24), (b"hcaik_", Word, 40), (b"hcxik_", Word, 40), (b"hcamk_", Word, 40),
    (b"sdk-", Uuid, 36), (b"mob-", Uuid, 36), (b"PMAK-", Url, 24), (b"waka_", Url, 36), (b"waka_sec_", Word, 40),
    // Documents and designs.
    (b"lin_api_", Word, 32), (b"lin_oauth_", Word, 32), (b"figd_", Url, 36), (b"ntn_", Word, 40), (b"secret_", Word, 43), (b"CFPAT-", Url, 40),
    (b"rdme_", Word, 70), (b"fio-u-", Url, 40), (b"p8e-", Url, 32), (b"sl.", Dotted, 60), (b"sk.", Dotted, 60),
];

/// Those that begin with an `A` or an `S`, and whose start ends in a letter.
pub(super) const CAPITALS: &[Shape] = &[
    (b"AKIA", Upper, 16),
    (b"ASIA", Upper, 16),
    (b"ABIA", Upper, 16),
    (b"ACCA", Upper, 16),
    (b"AIza", Url, 30),
    (b"SK", Hex, 32),
    (b"ATATT3", Base64, 100),
    (b"ATCTT3", Base64, 100),
    (b"ATBB", Word, 32),
    (b"ATTA", Hex, 64),
    (b"ABSK", Base64, 100),
    (b"AGE-SECRET-KEY-1", Upper, 58),
    (b"AKID", Word, 32),
    (b"AKCp", Word, 60),
];

/// Those that begin with capitals of which an `A` or an `S` is not the first: where it is.
pub(super) const INNER_CAPITALS: &[(usize, Shape)] = &[
    (2, (b"LTAI", Word, 12)),
    (2, (b"EZAK", Word, 54)),
    (1, (b"EAAA", Url, 56)),
    (1, (b"EAAC", Word, 60)),
    (1, (b"EAAG", Word, 60)),
    (1, (b"EAAB", Word, 60)),
];

/// Starts that words begin with too: their keys have a digit.
pub(super) const WORD_LIKE: &[&[u8]] =
    &[b"sk-", b"re_", b"pat-na1-", b"pat-na2-", b"pat-eu1-", b"sl.", b"live_", b"secret_"];
