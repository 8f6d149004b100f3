using System.Net.Sockets;
using System.Security.Authentication;

namespace LiveParking.Grains.Cameras.Capture.Sources;

/// <summary>Why a camera cannot be connected to, for people: one clause without an address.</summary>
internal static class ConnectionReasons
{
    /// <summary>Nothing came back in time.</summary>
    public const string NoAnswer = "the server does not answer";

    /// <summary>A redirect could make the silo ask any address of its network in the name of the camera.</summary>
    /// <param name="status">The status code of the answer; null when the server sent a REDIRECT request.</param>
    public static string Redirect(int? status) =>
        $"the server answers with a redirect{(status is { } code ? $" ({code})" : "")}, which is not followed; give the camera's final address";

    /// <summary>The reason of a failed connection; null when it is none that is known.</summary>
    public static string? Of(Exception? fault) => fault switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } => "the host cannot be reached",
        SocketException { SocketErrorCode: SocketError.TimedOut } or TimeoutException => NoAnswer,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            "the host name cannot be resolved",
        AuthenticationException => "the server's TLS certificate is not trusted",
        _ => null,
    };
}
