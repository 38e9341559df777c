//! Disks that fail: an ext4 image whose power is cut, a small one that fills up.
//!
//! A power cut is made in two steps. First the file system in the image is shut down with ext4's own
//! `EXT4_IOC_SHUTDOWN` (flag `NOLOGFLUSH`, as xfstests does it): from that instant nothing more reaches the device,
//! neither data nor journal, whatever still stands in the page cache. Then the image is copied, and the copy mounted: its
//! journal is recovered as after a real cut. What a program had only written, and not flushed, is gone. What the image
//! cannot show is a device that loses what it reported as flushed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Something mounted; unmounted when dropped.
#[derive(Debug)]
pub struct Mount {
    point: PathBuf,
}

impl Mount {
    fn new(arguments: &[&str], what: &Path, point: &Path) -> Result<Mount> {
        fs::create_dir_all(point)?;
        command("mount", |mount| mount.args(arguments).arg(what).arg(point))?;
        Ok(Mount {
            point: point.to_owned(),
        })
    }

    /// A file system in memory that holds `kibibytes`.
    ///
    /// # Errors
    /// Where it cannot be mounted; that needs root.
    pub fn memory(point: &Path, kibibytes: u32) -> Result<Mount> {
        let size = format!("size={kibibytes}k,mode=755");
        Mount::new(&["-t", "tmpfs", "-o", &size], Path::new("tmpfs"), point)
    }

    /// Where it is mounted.
    pub fn path(&self) -> &Path {
        &self.point
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Lazily: a process that is only just gone may still be letting go of its files.
        let _ = Command::new("umount")
            .arg("--lazy")
            .arg(&self.point)
            .status();
    }
}

/// An ext4 file system in an image file, mounted through a loop device.
#[derive(Debug)]
pub struct Disk {
    image: PathBuf,
    mount: Mount,
}

impl Disk {
    /// Makes and mounts an image of `mebibytes` in `folder`.
    ///
    /// # Errors
    /// Where it cannot be made or mounted; that needs root and loop devices.
    pub fn new(folder: &Path, mebibytes: u64) -> Result<Disk> {
        fs::create_dir_all(folder)?;
        let image = folder.join("image");
        File::create(&image)?.set_len(mebibytes << 20)?;
        command("mkfs.ext4", |mkfs| mkfs.args(["-q", "-F"]).arg(&image))?;
        Disk::mount(image, &folder.join("disk"))
    }

    fn mount(image: PathBuf, point: &Path) -> Result<Disk> {
        let mount = Mount::new(&["-o", "loop"], &image, point)?;
        Ok(Disk { image, mount })
    }

    /// Where it is mounted.
    pub fn path(&self) -> &Path {
        self.mount.path()
    }

    /// Flushes all that was written so far to the device.
    ///
    /// # Errors
    /// Where the device refuses.
    pub fn flush(&self) -> Result<()> {
        command("sync", |sync| sync.arg("--file-system").arg(self.path()))
    }

    /// Cuts the power. From here on every write and flush on this disk fails.
    ///
    /// # Errors
    /// Where the file system does not know how.
    pub fn cut_power(&self) -> Result<()> {
        // EXT4_IOC_SHUTDOWN is _IOR('X', 125, __u32), EXT4_GOING_FLAGS_NOLOGFLUSH is 2.
        let script = "import fcntl, os, struct, sys\n\
                      fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";
        command("python3", |python| {
            python.args(["-c", script]).arg(self.path())
        })
    }

    /// Copies the blocks that had reached the device and mounts the copy in `folder`, as a machine does that starts
    /// again. The old disk goes.
    ///
    /// # Errors
    /// Where the image cannot be copied or mounted.
    pub fn after_power_cut(self, folder: &Path) -> Result<Disk> {
        fs::create_dir_all(folder)?;
        let copy = folder.join("image");
        command("cp", |cp| {
            cp.arg("--sparse=always").arg(&self.image).arg(&copy)
        })?;
        drop(self.mount);
        fs::remove_file(&self.image)?;
        Disk::mount(copy, &folder.join("disk"))
    }
}

/// The library that takes every flush out of a program (`LD_PRELOAD`): what a harness for power cuts must catch.
///
/// # Errors
/// Where Debian's package libeatmydata1 is not installed.
pub fn flushless_library() -> Result<PathBuf> {
    let found = fs::read_dir("/usr/lib")?
        .filter_map(|entry| Some(entry.ok()?.path().join("libeatmydata.so")))
        .find(|path| path.exists());
    found.context("libeatmydata.so is not there: apt-get install libeatmydata1")
}

/// Runs a system command and fails with what it said.
pub(crate) fn command(
    program: &str,
    arguments: impl FnOnce(&mut Command) -> &mut Command,
) -> Result<()> {
    let mut command = Command::new(program);
    arguments(&mut command);
    let output = command
        .output()
        .with_context(|| format!("cannot start {program}"))?;
    if !output.status.success() {
        bail!(
            "{command:?} ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(())
}
