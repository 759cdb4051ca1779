//! A screen in memory with a window manager, and a session bus.

use super::{home::Home, process::Process, wait};
use std::{fs, process::Command};

/// Larger than the largest window under test, with room beside it to drag from.
const SIZE: &str = "1800x1100x24";

/// Windows without frames, each at the corner and in front when it opens. As a person's window manager does, it
/// gives the window the focus, without which a page gets no focus events.
const OPENBOX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <keyboard>
    <keybind key="A-F4"><action name="Close"/></keybind>
    <keybind key="A-F9"><action name="Iconify"/></keybind>
  </keyboard>
  <applications>
    <application type="normal"><decor>no</decor><position force="yes"><x>0</x><y>0</y></position></application>
  </applications>
</openbox_config>
"#;

/// A bus on which nothing is started by being called: each desk has exactly what it starts. `SOCKET` is filled in.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=SOCKET</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Starts the screen; its name goes into DISPLAY.
pub fn xvfb(home: &Home) -> (Process, String) {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]);
    let xvfb = Process::start(command.envs(home.environment()), home);
    let display = format!(":{}", xvfb.first_line());
    (xvfb, display)
}

/// Starts the bus; its address goes into DBUS_SESSION_BUS_ADDRESS.
pub fn bus(home: &Home) -> (Process, String) {
    let configuration = home.folder("bus.conf");
    let socket = home.folder("run").join("bus").display().to_string();
    fs::write(&configuration, BUS.replace("SOCKET", &socket)).expect("the desk's folder can be written");
    let mut command = Command::new("dbus-daemon");
    command.arg(format!("--config-file={}", configuration.display()));
    command.args(["--nofork", "--print-address=1"]);
    let bus = Process::start(command.envs(home.environment()), home);
    let address = bus.first_line();
    (bus, address)
}

/// Starts the window manager and waits until the screen has it.
pub fn window_manager(home: &Home, environment: &[(String, String)]) -> Process {
    let configuration = home.folder("openbox.xml");
    fs::write(&configuration, OPENBOX).expect("the desk's folder can be written");
    let mut command = Command::new("openbox");
    command.arg("--config-file").arg(&configuration).envs(environment.iter().cloned());
    let openbox = Process::start(&mut command, home);
    wait::until("the window manager", || {
        let mut asked = Command::new("xprop");
        asked.args(["-root", "_NET_SUPPORTING_WM_CHECK"]).envs(environment.iter().cloned());
        let answer = asked.output().expect("xprop is there").stdout;
        String::from_utf8_lossy(&answer).contains("window id").then_some(())
    });
    openbox
}
