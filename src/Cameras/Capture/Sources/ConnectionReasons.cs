using System.Net.Sockets;
using System.Security.Authentication;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>Why a connection to a camera failed, for people: one clause without an address.</summary>
internal static class ConnectionReasons
{
    /// <summary>No answer within the timeout.</summary>
    public const string NoAnswer = "the server does not answer";

    /// <summary>The reason for a rejected redirect. A redirect could make the silo call any address of its network on behalf of the camera.</summary>
    /// <param name="status">The status code of the answer; null when the server sent a REDIRECT request.</param>
    public static string Redirect(int? status) =>
        $"the server answers with a redirect{(status is { } code ? $" ({code})" : "")}, which is not followed; give the camera's final address";

    /// <summary>The reason of a failed connection; null when it is unknown.</summary>
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
