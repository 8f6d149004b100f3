using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Orleans.Runtime;
using Orleans.Serialization;

namespace LiveParking.SystemTests.Network;

/// <summary>A client of Orleans that says of itself what it likes.</summary>
internal static class RawClient
{
    /// <summary>Begins a connection of a client with an id; null when the silo hangs up, otherwise its first bytes.</summary>
    public static async Task<byte[]?> BeginAsync(GrainDoor door, ProgramClient program, string id)
    {
        var certificate = door.Certificates.Variables("integrator");
        using var own = X509Certificate2.CreateFromPemFile(certificate["Cluster__Tls__Certificate"]!, certificate["Cluster__Tls__Key"]!);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, door.ClientPort);
        await using var stream = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, server, _, _) => server is not null);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "live-parking", ClientCertificates = [own] });
        var first = Preamble(program, GrainId.Create("sys.client", id));
        await stream.WriteAsync(BitConverter.GetBytes(first.Length));
        // In pieces: what is refused is refused however it comes.
        foreach (var part in first.Chunk(7))
        {
            await stream.WriteAsync(part);
            await stream.FlushAsync();
        }

        var answer = new byte[1_024];
        try
        {
            var count = await stream.ReadAsync(answer).AsTask().WaitAsync(Eventually.Timeout);
            return count == 0 ? null : answer[..count];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The first message of a client, of a type that Orleans keeps to itself.</summary>
    private static byte[] Preamble(ProgramClient program, GrainId id)
    {
        var type = typeof(ClientBuilder).Assembly.GetType("Orleans.Runtime.Messaging.ConnectionPreamble", throwOnError: true)!;
        var preamble = Activator.CreateInstance(type, nonPublic: true)!;
        type.GetProperty("NetworkProtocolVersion")!.SetValue(preamble, Enum.ToObject(type.GetProperty("NetworkProtocolVersion")!.PropertyType, 1));
        type.GetProperty("NodeIdentity")!.SetValue(preamble, id);
        type.GetProperty("ClusterId")!.SetValue(preamble, "live-parking");
        var serializer = program.Services.GetRequiredService(typeof(Serializer<>).MakeGenericType(type));
        return (byte[])serializer.GetType().GetMethod("SerializeToArray", [type])!.Invoke(serializer, [preamble])!;
    }
}
