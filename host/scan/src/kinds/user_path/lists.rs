//! Names and words in paths, which tell accounts from people and directories from pages.

/// Of a separator that is written as several.
pub(super) const MOST_BACKSLASHES: usize = 7;

/// Users that come with systems, images and runners.
#[rustfmt::skip]
pub(super) const ACCOUNTS: &[&[u8]] = &[
    b"public", b"default", b"shared", b"all users", b"default user", b"guest", b"runner", b"runneradmin", b"ubuntu", b"node", b"app",
    b"user", b"users", b"username", b"admin", b"administrator", b"root", b"vagrant", b"circleci", b"gitlab-runner", b"jenkins",
    b"ec2-user", b"debian", b"centos", b"www-data", b"nonroot", b"linuxbrew", b"vsts", b"travis", b"build", b"builder", b"deploy",
    b"service", b"docker", b"git", b"postgres", b"nginx", b"site", b"static", b"assets", b"name", b"you", b"me", b"your-name",
    b"containeradministrator", b"vssadministrator", b"networkservice", b"localservice", b"someone", b"somebody", b"appuser",
];
/// Directories in the homes of people.
#[rustfmt::skip]
pub(super) const DIRECTORIES: &[&[u8]] = &[
    b"Desktop", b"Documents", b"Downloads", b"Pictures", b"Music", b"Videos", b"Library", b"AppData", b"node_modules", b"src",
    b"projects", b"Projects", b"workspace", b"work", b"repos", b"git", b"code", b"dev", b"go", b"public_html", b"bin", b"tmp", b"snap",
];
/// Names that tell that a directory follows.
pub(super) const TELLING: &[&[u8]] = &[
    b"home",
    b"cwd",
    b"pwd",
    b"cd",
    b"dir",
    b"directory",
    b"homedir",
    b"folder",
    b"path",
    b"workdir",
    b"userprofile",
    b"prefix",
];
