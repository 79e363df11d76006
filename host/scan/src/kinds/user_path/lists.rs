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
    b"azureuser", b"opc", b"bitnami", b"codespace", b"gitpod", b"vscode", b"jovyan", b"coder", b"fedora", b"rocky", b"ansible", b"tomcat",
];
/// Directories in the homes of people.
#[rustfmt::skip]
pub(super) const DIRECTORIES: &[&[u8]] = &[
    b"Desktop", b"Documents", b"Downloads", b"Pictures", b"Music", b"Videos", b"Library", b"AppData", b"node_modules", b"src",
    b"projects", b"Projects", b"workspace", b"work", b"repos", b"git", b"code", b"dev", b"go", b"public_html", b"bin", b"tmp", b"snap",
    b"include", b"lib", b"lib64", b"etc", b"htdocs", b"repo", b"venvs", b"PycharmProjects", b"IdeaProjects", b"AndroidStudioProjects",
    b"workspaces", b"Code", b"dotfiles", b"perl5", b"texmf", b"Nextcloud", b"Applications", b"Templates", b"Public", b"build", b"dist",
    b"source", b"GitHub", b"github", b"mail", b"backup", b"backups", b"opt", b"local", b"share", b"scripts",
    b"Dropbox", b"OneDrive", b"Mail", b"Maildir", b"venv",
    b"miniconda3", b"anaconda3", b"rpmbuild", b"Bilder", b"Dokumente", b"Schreibtisch", b"Musik", b"Vorlagen", b"Bureau",
    b"Musique", "Téléchargements".as_bytes(), "Vidéos".as_bytes(), b"Escritorio", b"Descargas", b"Documentos", "Imágenes".as_bytes(), b"Plantillas",
    b"Scrivania", b"Scaricati", b"Documenti", b"Immagini", "Transferências".as_bytes(), b"Imagens", b"Bureaublad", b"Documenten", b"Afbeeldingen",
    b"Pulpit", b"Dokumenty", b"Pobrane", b"Obrazy", b"Skrivbord", b"Dokument", "Hämtningar".as_bytes(), "Masaüstü".as_bytes(), b"Belgeler",
    "Документы".as_bytes(), "Загрузки".as_bytes(), "Рабочий".as_bytes(), "Изображения".as_bytes(), "ダウンロード".as_bytes(), "デスクトップ".as_bytes(),
    "ドキュメント".as_bytes(), "文档".as_bytes(), "桌面".as_bytes(), "下载".as_bytes(), "图片".as_bytes(),
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
    b"ls",
    b"chown",
    b"mkdir",
    b"rsync",
    b"user_home",
    b"workspace",
    b"volume",
    b"homedirectory",
    b"home_directory",
    b"home_dir",
    b"homepath",
    b"userhome",
    b"user.home",
    b"basedir",
    b"rootdir",
    b"working_directory",
    b"workingdirectory",
    b"project_dir",
    b"project_root",
    b"chdir",
    b"__dirname",
    b"chdir to",
    b"rmdir",
    b"access",
    b"stat",
    b"lstat",
    b"scandir",
    b"creating",
    b"mounted on",
    b"binds",
    b"mountpoint",
    b"repository",
];
