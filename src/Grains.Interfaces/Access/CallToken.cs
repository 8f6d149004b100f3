using System.Reflection;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.LiveStreams;
using Orleans.Runtime;

namespace LiveParking.Grains.Interfaces.Access
{
    /// <summary>The token of a program that calls grains. It comes with each call.</summary>
    public static class CallToken
    {
        private const string ContextKey = "live-parking.token";

        /// <summary>The token of the current call; null when the caller sent none.</summary>
        public static string? Current => RequestContext.Get(ContextKey) as string;

        /// <summary>Sends no token along with the grain calls of the current request.</summary>
        public static void Forget() => RequestContext.Remove(ContextKey);

        /// <summary>Sends the token along with the grain calls of the current request.</summary>
        /// <param name="token">The token, as <c>./run token</c> prints it.</param>
        public static void SendAlong(string token) => RequestContext.Set(ContextKey, token);
    }
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Lets a .NET program prove what it may do.</summary>
    public static class CallTokenHosting
    {
        /// <summary>Sends a token along with every call of this client to Live Parking.</summary>
        /// <param name="client">The client.</param>
        /// <param name="token">The token, asked for at each call: renew it before it expires.</param>
        public static IClientBuilder UseLiveParkingToken(this IClientBuilder client, Func<string> token)
        {
            ArgumentNullException.ThrowIfNull(token);
            return client.AddOutgoingGrainCallFilter(new CallTokenFilter(token));
        }
    }

    internal sealed class CallTokenFilter(Func<string> token) : IOutgoingGrainCallFilter
    {
        private static readonly Assembly[] Contracts = [typeof(CallToken).Assembly, typeof(ILiveProducerExtension).Assembly];

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            if (Contracts.Contains(context.InterfaceMethod.DeclaringType?.Assembly))
                CallToken.SendAlong(token());
            await context.Invoke();
        }
    }
}
