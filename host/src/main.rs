//! Dispatch.

fn main() -> std::process::ExitCode {
    for dir in std::env::args_os().skip(1) {
        match sluice::guest_build::build(
            dir.as_ref(),
            &sluice::guest_build::BuildOptions { verbose: true, ..Default::default() },
        ) {
            Ok(path) => eprintln!("{}", path.display()),
            Err(error) => {
                eprintln!("{error}");
                return std::process::ExitCode::FAILURE;
            }
        }
    }
    std::process::ExitCode::SUCCESS
}
