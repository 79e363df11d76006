//! The documented responses: `CloudUserDetails`, `OpenIdUserInfo`, ping and token. Like those of the real service, they
//! have more members than are needed.

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use serde_json::{Value, json};

use super::{
    accounts::{ACCOUNTS, AGENT_1, Account, CLIENT_ID, find_crowd_account},
    body::Body,
};

const MAX_FORM_BYTES: usize = 16 * 1024;

pub(super) async fn documented_response(request: Request<Incoming>) -> Response<Body> {
    let path = request.uri().path().to_owned();
    match (request.method(), path.as_str()) {
        (&Method::GET, "/auth/v3/userinfo") => user_response(&request, cloud_user_details),
        (&Method::GET, "/auth/v3/openid/userinfo") => user_response(&request, openid_user_info),
        (&Method::GET, "/auth/v3/ping") => status_response(200, &path),
        (&Method::POST, "/auth/v3/oauth/token") => token_response(request).await,
        (_, "/auth/v3/userinfo" | "/auth/v3/openid/userinfo" | "/auth/v3/ping" | "/auth/v3/oauth/token") => {
            status_response(405, &path)
        }
        _ => status_response(404, &path),
    }
}

pub(super) fn status_response(code: u16, path: &str) -> Response<Body> {
    let mut response = Response::new(Body::full(Bytes::new()));
    *response.status_mut() = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if response.status().is_redirection()
        && let Ok(path) = HeaderValue::from_str(path)
    {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}

fn json_response(value: &Value) -> Response<Body> {
    let mut response = Response::new(Body::full(value.to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
    response
}

/// The user of the request's token. An unknown token gets 403 with an empty body, as from the simulator.
fn user_response(request: &Request<Incoming>, to_json: fn(&Account<'_>) -> Value) -> Response<Body> {
    let token = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token)
    });
    let known = ACCOUNTS.into_iter().find(|account| Some(account.token) == token);
    match known.or_else(|| find_crowd_account(token?)) {
        Some(account) => json_response(&to_json(&account)),
        None => status_response(403, request.uri().path()),
    }
}

fn cloud_user_details(account: &Account<'_>) -> Value {
    let mut details = json!({
        "username": account.user,
        "authorities": [{"name": "ROLE_AGENT", "privileges": ["read", "write"]}],
        "environmentId": "0b5ce2d7-6a1e-4a52-9d0b-0a1b2c3d4e5f",
        "cmeUserName": account.user,
        "loginName": account.user,
        "dbid": 101,
        "properties": {"locale": "en-us"},
        "accountNonExpired": true, "accountNonLocked": true, "credentialsNonExpired": true, "enabled": true,
        "userType": "AGENT", "externalAttributes": null
    });
    if let Some(tenant) = account.tenant {
        details["contactCenterId"] = tenant.into();
    }
    details
}

fn openid_user_info(account: &Account<'_>) -> Value {
    let mut details = json!({
        "user_name": account.user,
        "authorities": [{"name": "ROLE_AGENT", "privileges": ["read", "write"]}],
        "environment_id": "0b5ce2d7-6a1e-4a52-9d0b-0a1b2c3d4e5f",
        "dbid": 101,
        "email": account.user,
        "aud": CLIENT_ID,
        "sub": account.user,
        "given_name": "A", "family_name": "B",
        "properties": {}
    });
    if let Some(tenant) = account.tenant {
        details["contact_center_id"] = tenant.into();
    }
    details
}

/// The token of the account that the form's `username` names, or of the first account if there is none.
async fn token_response(request: Request<Incoming>) -> Response<Body> {
    // `CLIENT_ID:CLIENT_SECRET` in base64.
    const CREDENTIALS: &str = "Basic c2x1aWNlLWRldjpzbHVpY2UtZGV2LXNlY3JldA==";
    if request.headers().get(header::AUTHORIZATION).is_none_or(|value| value != CREDENTIALS) {
        return status_response(401, request.uri().path());
    }
    let Ok(form) = Limited::new(request.into_body(), MAX_FORM_BYTES).collect().await else {
        return status_response(413, "/");
    };
    let form = form.to_bytes();
    let user = form.split(|b| *b == b'&').find_map(|pair| pair.strip_prefix(b"username="));
    let account = match user {
        None => Some(&AGENT_1),
        Some(user) => {
            ACCOUNTS.iter().find(|a| user == a.user.as_bytes() || user == a.user.replace('@', "%40").as_bytes())
        }
    };
    let Some(account) = account else { return status_response(401, "/") };
    json_response(&json!({
        "access_token": account.token, "token_type": "bearer", "expires_in": 43199,
        "refresh_token": "00000000-0000-4000-8000-000000000000", "scope": "*"
    }))
}
