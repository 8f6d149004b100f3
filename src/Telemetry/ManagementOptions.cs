using System.ComponentModel.DataAnnotations;

namespace LiveParking.Telemetry;

/// <summary>The management port of a program; section <c>Management</c> of the configuration.</summary>
public sealed class ManagementOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Management";

    /// <summary>The port of a program that is told none.</summary>
    public const int UsualPort = 9464;

    /// <summary>
    /// The port, 1 to 65,535; 0 for none. When absent, <see cref="UsualPort"/> or, where another program of this machine has that, the next free one of the ten that follow.
    /// </summary>
    [Range(0, 65_535)]
    public int? Port { get; set; }

    /// <summary>The address to listen on. Anybody who reaches it reads metrics, health and, of a silo, the dashboard: keep it to loopback or a network of operators.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";
}
